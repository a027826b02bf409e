"""HTTP by requests, which django-anymail speaks with."""

import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from core import outside


class _Reaches:
    """How urllib3 begins a connection."""

    def _new_conn(self: Any) -> socket.socket:
        try:
            made = outside.connect(self.host, self.port, self.timeout)
        except OSError as error:
            raise NewConnectionError(self, f"Failed to establish a new connection: {error}") from error
        for option in self.socket_options or ():
            made.setsockopt(*option)
        return made


class _Plain(_Reaches, HTTPConnection):
    pass


class _Secured(_Reaches, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecuredPool(HTTPSConnectionPool):
    ConnectionCls = _Secured


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecuredPool}


def guard(session: requests.Session) -> None:
    """Make a session of requests connect as the others do: no proxy of the environment, no redirect."""
    session.trust_env = False
    session.max_redirects = 0
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter())
