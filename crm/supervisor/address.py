"""Where the web server listens and under which names it is reached."""

import errno
import socket
from collections.abc import Iterator
from contextlib import suppress

from django.utils.translation import gettext as _

from core.errors import DomainError

DEFAULT_PORT = 8000
PORTS_TRIED = 100
BACKLOG = 512
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, never a default


def listen(host: str, port: int | None) -> socket.socket:
    """Return a listening socket: on `port`, or on the first free one from 8000. Raises DomainError."""
    for candidate in (port,) if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        try:
            return _bind(host, candidate)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise DomainError(_complaint(host, candidate, error), code="address") from error
    raise DomainError(
        _("Port %(port)s is taken. Stop what uses it, or name another one: --port %(next)s.")
        % {"port": port or DEFAULT_PORT, "next": (port or DEFAULT_PORT) + 1},
        code="port_taken",
    )


def _bind(host: str, port: int) -> socket.socket:
    family, kind, _protocol, _name, address = socket.getaddrinfo(
        "127.0.0.1" if host == "localhost" else host, port, type=socket.SOCK_STREAM
    )[0]
    bound = socket.socket(family, kind)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(BACKLOG)
    except OSError:
        bound.close()
        raise
    return bound


def _complaint(host: str, port: int, error: OSError) -> str:
    if error.errno in {errno.EACCES, errno.EPERM}:
        return _("Only root may use port %(port)s. Name one above 1023: --port 8000.") % {"port": port}
    return _("The host %(host)s is not an address of this machine. Name one that is, or 0.0.0.0 for all: --host.") % {
        "host": host
    }


def allowed_names(host: str) -> list[str]:
    """Return the names under which pages are served: the host itself, or all that this machine answers to."""
    if host not in EVERYWHERE:
        return list(dict.fromkeys((*LOOPBACK_NAMES, host)))
    return list(dict.fromkeys((*LOOPBACK_NAMES, *_own_names())))


def _own_names() -> Iterator[str]:
    name = socket.gethostname()
    yield name
    with suppress(OSError):
        yield socket.getfqdn(name)
        yield from (str(found[4][0]) for found in socket.getaddrinfo(name, None, socket.AF_INET))
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: only asks which address would be used
        yield probe.getsockname()[0]


def own_url(host: str, port: int) -> str:
    """Return what a person types into the browser on this machine."""
    shown = "localhost" if host in {*EVERYWHERE, "127.0.0.1", "::1", "localhost"} else host
    return f"http://{shown}:{port}"
