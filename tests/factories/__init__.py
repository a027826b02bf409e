"""Objects for tests, one file per package, with traits for what tests ask for often."""
