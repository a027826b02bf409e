"""Rows of consents and requests."""
