"""Tasks: what somebody promised to do for a client, by when."""
