"""The standard of filling: how full a card is, what is missing, which cards are to be repaired next."""
