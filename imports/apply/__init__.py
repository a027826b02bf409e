"""Staged rows into the base: one operation, batch by batch, each by a few statements."""
