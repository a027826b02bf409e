"""What rows of a table say of consents: written with their proof, told before, declared void by an undo."""
