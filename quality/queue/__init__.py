"""The pages of duplicates: the queue, cards side by side, sure ones at once, merges done."""
