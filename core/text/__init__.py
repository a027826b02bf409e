"""How words, numbers and moments look to a person; pure functions without models."""
