"""A card taken further: a second card like it, a sheet of paper, an entry of an address book, a square for a camera."""
