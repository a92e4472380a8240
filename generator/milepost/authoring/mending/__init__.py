"""Mending: what is wrong in a way that a machine can put right without a guess."""
