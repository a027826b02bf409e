"""Teams: whose clients a supervisor sees."""
