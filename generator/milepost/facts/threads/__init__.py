"""What the ledger remembers of each item while it walks through history."""
