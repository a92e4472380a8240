"""Health: the manager's word, and beside it what rules that everybody can read make of the facts."""
