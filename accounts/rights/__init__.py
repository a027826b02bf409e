"""Changing who may do what: users, teams, roles. Each act is locked, checked against the base, journalled."""
