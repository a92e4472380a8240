"""What of the ledger may be told, to whom it was announced, and what was told before."""
