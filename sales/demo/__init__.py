"""Purchases of the demo base."""
