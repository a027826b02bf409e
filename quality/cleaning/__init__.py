"""Cleaning of the base: what is sure is mended as one operation, the rest waits for a person."""
