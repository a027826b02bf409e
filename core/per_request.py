"""What is read once a request: small settings that half of a page asks for.

Outside of a request nothing is kept: a worker lives long, and others change settings meanwhile.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.core.signals import request_finished, request_started

Value = TypeVar("Value")
_kept: ContextVar[dict[str, Any] | None] = ContextVar("kept_for_request", default=None)


def once(name: str, read: Callable[[], Value]) -> Value:
    """Return what `read` says, asked at most once a request. What is returned must not be changed."""
    kept = _kept.get()
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    return cast("Value", kept[name])


def forget() -> None:
    """Call after a change of what is kept: the rest of the request reads it anew."""
    kept = _kept.get()
    if kept is not None:
        kept.clear()


def _begin(**_more: Any) -> None:
    _kept.set({})


def _end(**_more: Any) -> None:
    _kept.set(None)


request_started.connect(_begin, dispatch_uid="core.per_request")
request_finished.connect(_end, dispatch_uid="core.per_request")
