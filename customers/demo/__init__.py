"""A realistic Russian base of people who do not exist: for the trial, for tests and for benches."""
