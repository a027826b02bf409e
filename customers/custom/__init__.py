"""Fields that an administrator adds to the card: no migration, and everything the card's own fields can do."""
