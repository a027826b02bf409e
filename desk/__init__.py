"""«Today»: what waits for a person, in an order that explains itself. Imported by nobody but the project."""
