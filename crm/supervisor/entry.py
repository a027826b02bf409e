"""What `manage.py` does around Django: the servers run before settings are read and are let go at the end."""

import io
import json
import os
import sys
from argparse import ArgumentError, ArgumentParser
from collections.abc import Sequence
from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured

import embedded
from core import catalogues
from crm.supervisor import messages
from embedded import Services, ServicesError
from embedded.folders import make_var
from embedded.paths import Layout, var_dir
from embedded.wheels import postgres_bin, postgres_package

WITHOUT_SERVICES = frozenset(
    {"check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages"}
    | {"sendtestemail", "services", "slots", "startapp", "startproject", "testserver", "version"}
)
HELP = frozenset({"-h", "--help", "--version"})
INTERRUPTED = 130
PATIENCE_SECONDS = 5

held: Services | None = None
"""The services this process started or joined, for commands that look after them themselves."""


def main(argv: Sequence[str]) -> int:
    """Run the command of `argv`. Returns the exit code."""
    global held  # noqa: PLW0603 - one process, one handle
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    _survive_any_terminal()
    try:
        make_var(Layout(var_dir()))  # settings keep the secret key there
        if argv[1:2] == ["up"]:
            _prepare_for_up(argv)
        if needs_services(argv) and not configured_outside():
            held = embedded.acquire(on_progress=_tell_progress)
            put_into_environment(held)
        _run_django(argv)
    except ServicesError as error:
        return _refuse(messages.sentence(error), argv)
    except ImproperlyConfigured as error:
        return _refuse(str(error), argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        if held is not None:
            held.release()
    return 0


def needs_services(argv: Sequence[str]) -> bool:
    """Say whether the command reads the database or the queue."""
    return len(argv) > 1 and argv[1] not in WITHOUT_SERVICES and HELP.isdisjoint(argv)


def configured_outside() -> bool:
    """Say whether both servers are named in the environment."""
    return _is_given("DATABASE_URL") and _is_given("REDIS_URL")


def put_into_environment(services: Services) -> None:
    """Set the variables for this process and its children; a server named from outside stays."""
    found = services.environment
    names = () if _is_given("DATABASE_URL") else ("DATABASE_URL", "DATABASE_OWNER_URL")
    for name in (*names, *(() if _is_given("REDIS_URL") else ("REDIS_URL",))):
        os.environ[name] = found[name]
    for told in services.notices:
        print(messages.notice(told["code"], told["params"]), file=sys.stderr)  # noqa: T201


def _is_given(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def _prepare_for_up(argv: Sequence[str]) -> None:
    """Do what must stand before settings are read: the host decides about them, the catalogues about words."""
    catalogues.compile_stale()
    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--host")
    with suppress(ArgumentError):
        if host := parser.parse_known_args(argv[2:])[0].host:
            os.environ["KARTOTEKA_HOST"] = host


def _run_django(argv: Sequence[str]) -> None:
    from django.core.management import execute_from_command_line

    if argv[1:2] == ["dbshell"]:
        os.environ["PATH"] = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{postgres_bin(postgres_package())}"
    execute_from_command_line(list(argv))


def _tell_progress(seconds: int) -> None:
    if seconds >= PATIENCE_SECONDS and seconds % 5 == 0:
        print(messages.notice("recovering", {"seconds": seconds}), file=sys.stderr)  # noqa: T201


def _refuse(sentence: str, argv: Sequence[str]) -> int:
    if "--json" in argv:
        check = {"code": "services", "status": "fail", "message": sentence}
        found = {"checks": [check]} if argv[1] == "doctor" else {"error": sentence}
        print(json.dumps(found, ensure_ascii=False))  # noqa: T201
    print(sentence, file=sys.stderr)  # noqa: T201
    return 1


def _survive_any_terminal() -> None:
    """Print question marks where the terminal has no Cyrillic, instead of ending with an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
