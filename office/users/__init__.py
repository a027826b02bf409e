"""People who work here, as the administrator keeps them."""
