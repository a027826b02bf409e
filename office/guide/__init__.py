"""The guide of `docs/guide`, as a reader of the repository and a user of the product find it: one text for both."""
