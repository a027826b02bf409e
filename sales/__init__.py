"""Products, purchases, and what each client is worth."""
