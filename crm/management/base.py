"""What every command of Kartoteka has in common: `--json`, `--lang`, exit codes, a progress bar.

A command says what it needs in `add_options`, does the work in `work` and returns the object for
`--json`; lines for a person go through `say`. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
"""

import json
import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from core import disk
from core.errors import DomainError
from crm.management.language import LANGUAGES, chosen_language
from crm.management.progress import Progress
from embedded import ServicesError

JsonObject = Mapping[str, Any]


class UsageError(CommandError):
    """The command was called wrongly in a way argparse cannot see: exit code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


class KartotekaCommand(BaseCommand):
    """Base of the commands; see the module for the rules."""

    help: Any
    requires_system_checks = []
    as_json = False
    exit_code = 0
    """Set it in `work` when the object is to be printed and the command has failed all the same."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the command's own arguments; their help may use plain gettext, the language is set."""

    def work(self, **options: Any) -> JsonObject | None:
        """Do the work and return the object that `--json` prints; raise DomainError to refuse."""
        raise NotImplementedError

    def say(self, text: str = "") -> None:
        """Print a line for a person; with `--json` stdout belongs to the object alone."""
        if not self.as_json:
            self.stdout.write(text)
            self.stdout.flush()

    def progress(self, total: int, label: str = "") -> Progress:
        """Return a bar drawn on a terminal only; use it as a context manager and call `advance`."""
        return Progress(total, label, shown=not self.as_json and sys.stderr.isatty())

    def end_as_interrupted(self) -> None:
        """From now on a request to end the process ends it as Ctrl+C does: what was begun is cleared away."""
        if self._is_called_from_shell():
            signal.signal(signal.SIGTERM, signal.default_int_handler)

    # What Django calls.

    def run_from_argv(self, argv: list[str]) -> None:
        """Set the language before the parser is built, so that help speaks it too."""
        translation.activate(chosen_language(argv, os.environ))
        super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Resolve a lazy `help`: argparse can only wrap a real string."""
        self.help = str(self.help)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the shared options after the command's own."""
        self.add_options(parser)
        parser.add_argument("--json", action="store_true", help=_("print one JSON object on stdout and nothing else"))
        parser.add_argument("--lang", choices=LANGUAGES, help=_("language of messages"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run `work`, print its object when asked, turn a refusal into a sentence and exit code 1."""
        self.as_json = bool(options.get("json"))
        language = options.get("lang") or translation.get_language()
        with translation.override(language):
            try:
                result = self.work(**options)
            except (DomainError, CommandError) as error:
                self._refuse(error)
            except (ServicesError, ImproperlyConfigured):  # `manage.py` has sentences for them
                raise
            except Exception as error:
                if options.get("traceback") or not self._is_called_from_shell():
                    raise
                self._fall(error)
            if self.as_json:
                self._print_object(result or {})
        if self.exit_code and self._is_called_from_shell():
            sys.exit(self.exit_code)

    def _is_called_from_shell(self) -> bool:
        return bool(getattr(self, "_called_from_command_line", False))

    def _refuse(self, error: DomainError | CommandError) -> NoReturn:
        if not self._is_called_from_shell():
            raise error
        if self.as_json:
            self._print_object({"error": str(error)})
        self.stderr.write(str(error))
        sys.exit(getattr(error, "returncode", 1))

    def _fall(self, error: Exception) -> NoReturn:
        """Something nobody foresaw. Words of the error may quote clients: `--traceback` shows them to who asks."""
        from core.faults import without_values

        self.stderr.write(without_values(error))
        said = disk.no_room() if disk.is_full(error) else DomainError(_unforeseen(error), code="unforeseen")
        self._refuse(said)

    def _print_object(self, result: JsonObject) -> None:
        self.stdout.write(json.dumps(result, ensure_ascii=False, default=str))


def _unforeseen(error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return _("The command broke off: %(why)s. Where, is told above; --traceback tells all.") % {"why": why}
