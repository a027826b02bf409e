"""How clean the base is: by field, manager and source, day by day, and where dirt comes in."""
