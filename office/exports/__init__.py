"""Exports of everybody, and how much each role may take out."""
