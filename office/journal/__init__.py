"""The journal as the administrator reads it."""
