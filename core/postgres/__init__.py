"""Django's PostgreSQL with a pool that is well again at once when the server has been away."""
