"""Stored files: kept once by their content, seen by whoever may see what they belong to."""
