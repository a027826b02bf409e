"""Lists leaving the house: chosen, counted against the limit of a role, written to a file, journalled."""
