"""A filtered list gone through card by card, an outcome marked at each."""
