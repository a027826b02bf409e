"""The list page written once, saved views, and every export."""
