"""Duplicates, merging, cleanup."""
