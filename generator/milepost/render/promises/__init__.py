"""Promises in lines: what a page of many promises is made of."""
