"""Contact: which meetings were held, and whether both sides heard of each other as they had agreed."""
