"""The history of work with clients: calls, letters, meetings, notes; when each client was last touched."""
