"""Who may do what, as the administrator changes it: users, teams, roles, and what a change would do."""
