"""Errors meant for people: a sentence in the reader's language that says where and what to do."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the domain refused. Pages show the message, commands print it and exit with 1."""

    def __init__(self, message: str | Promise, *, code: str = "refused") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)
