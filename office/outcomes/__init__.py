"""Outcomes of talks: the list managers choose from."""
