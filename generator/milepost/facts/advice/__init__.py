"""Advice: what a manager can still put right, and what is to be done by when."""
