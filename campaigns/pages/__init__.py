"""Pages of campaigns: all of them, one with its audience, text and time, the people behind its numbers."""
