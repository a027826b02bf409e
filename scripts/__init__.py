"""Small programs for `make`: they run in the project's environment, from the root of the repository."""
