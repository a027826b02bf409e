"""Pages of the frame itself: home, health, palette, components."""
