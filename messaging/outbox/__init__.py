"""The way out of the house: one row for each message, handed over once."""
