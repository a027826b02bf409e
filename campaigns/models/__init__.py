"""Rows of campaigns."""
