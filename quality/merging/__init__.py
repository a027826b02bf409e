"""Cards of one client made one, and parted again."""
