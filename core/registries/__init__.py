"""The places that packages fill for each other; see `manage.py slots`."""
