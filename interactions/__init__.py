"""What happens between the company and its clients: history and tasks."""
