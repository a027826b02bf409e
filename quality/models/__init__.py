"""Rows of quality."""
