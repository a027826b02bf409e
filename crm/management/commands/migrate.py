"""Django's `migrate` as the owner: the application's role may not change the schema."""

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoCommand

from core.db import OWNER


class Command(DjangoCommand):
    """The same command with another default database."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Set the default after Django has added its own."""
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER)
