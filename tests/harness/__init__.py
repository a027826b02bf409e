"""What makes a test honest: its own database and queue, servers of its own, and refusals of careless code."""
