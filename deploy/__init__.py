"""What production needs around the product: containers, roles of the database, secrets."""
