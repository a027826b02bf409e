"""Products and purchases on their way in: the same files, readers and staging table as clients, rows of their own."""

PRODUCTS, PURCHASES = "products", "purchases"
ENTITIES = frozenset({PRODUCTS, PURCHASES})
