"""Activity of people: who did what, when, and what was left. The supervisor's report."""
