"""Rows of segments and scores."""
