"""Templates of messages: what may stand in them, how they are filled for a client, what they look like sent."""
