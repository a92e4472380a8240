"""Importing: what other tools export, as items of the plan."""
