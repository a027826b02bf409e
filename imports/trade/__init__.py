"""Products, purchases and talks on their way in: files, readers, staging table of clients, rows of their own."""

PRODUCTS, PURCHASES, TALKS = "products", "purchases", "interactions"
ENTITIES = frozenset({PRODUCTS, PURCHASES, TALKS})
OF_CLIENTS = frozenset({PURCHASES, TALKS})
"""Their rows name a client, who is made where nobody has the key."""
