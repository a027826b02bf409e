"""Bringing names, phones and e-mails to the one form in which they are compared."""
