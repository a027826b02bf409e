"""Rows of messaging."""
