"""Handing a leaving person's clients over: the page before the operation, and what a receiver got."""
