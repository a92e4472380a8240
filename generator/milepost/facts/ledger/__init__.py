"""The ledger: what was promised, moved, kept or broken, and when."""
