"""Roles as the administrator edits them."""
