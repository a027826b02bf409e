"""A day of each of those who work with the product, from sign-in to result, as they see and do it."""
