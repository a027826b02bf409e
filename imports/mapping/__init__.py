"""Which column fills what: guessed, corrected by a person, remembered for the next file of the same shape."""
