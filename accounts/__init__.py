"""Users, roles, what each may see, sign-in and preferences."""
