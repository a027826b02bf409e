"""The page of the settings of scores: how they are counted, and who would move by other settings."""
