"""From rows of a file to what becomes of each: cleaned, matched, decided, kept."""
