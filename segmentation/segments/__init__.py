"""Segments: who is in them by a rule or by hand, how that changes, and what is done with them."""
