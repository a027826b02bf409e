"""Pages where an administrator makes the fields of the card."""
