"""The one way gateways are spoken to over HTTP: up to fifty calls at once, short patience, careful repeats.

Nothing is repeated that might have been taken already, unless the gateway swallows a repeat under the same key.
"""

import asyncio
import json
import time
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
import structlog

from messaging.transports.base import ErrorKind, SendError
from messaging.transports.guarded.calls import connector
from messaging.transports.guarded.refusing import privately, refusal

CONNECT_SECONDS = 5
ANSWER_SECONDS = 15
AT_ONCE = 50
LARGEST_ANSWER = 1024 * 1024
PAUSES = (0.3, 1.0)
"""Before the second and the third try."""
PATIENCE = 3.0
"""Seconds: whoever asks us to wait longer is tried again by the outbox."""
TOO_MANY = 429
SERVER_FAULT = 500
UNAVAILABLE = 503
MANY_DIGITS = 6

T = TypeVar("T")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request. Secrets may stand in `params`, `form`, `body` and `headers`: none of them is ever logged."""

    url: str
    method: str = "POST"
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    body: Any = field(default=None, repr=False)
    """Sent as JSON."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    login: tuple[str, str] | None = field(default=None, repr=False)
    repeatable: bool = False
    """A repeat does no harm: a question, or a key that the gateway knows."""
    about: str = ""
    """Whom it is for, masked already: for the log."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    text: str = field(repr=False)
    retry_after: float | None = None
    repeated: bool = False
    """An earlier try of the same call may have been taken."""

    def json(self) -> Any:
        """Raises ValueError on garbage."""
        return json.loads(self.text)


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Nothing came back. `begun`: the request may have been taken."""

    begun: bool
    why: str
    refusal: SendError | None = None
    """Set when we ourselves did not let the call out."""

    @property
    def error(self) -> SendError:
        """What it means for a message."""
        if self.refusal is not None and not self.begun:
            return self.refusal
        kind = ErrorKind.UNKNOWN if self.begun else ErrorKind.TEMPORARY
        return SendError(kind=kind, code="network", text=self.why)


class Http:
    """Keeps its connections between calls, in a loop and a thread of its own: whoever calls may run a loop already.

    Not for several threads.
    """

    def __init__(self, gateway: str) -> None:
        self.gateway = gateway
        self._runner: asyncio.Runner | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._session: aiohttp.ClientSession | None = None

    def call(self, calls: Sequence[Call]) -> list[Answer | Silence]:
        """The answers, in the order of the calls. Never raises for the network."""
        return self._run(self._all(calls)) if calls else []

    def close(self) -> None:
        """Let go of all connections."""
        if self._runner is None or self._thread is None:
            return
        if self._session is not None:
            self._run(self._session.close())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()
        self._runner = self._thread = self._session = None

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if self._runner is None or self._thread is None:
            self._runner = asyncio.Runner()
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"gateway-{self.gateway}")
        return self._thread.submit(self._runner.run, work, context=copy_context()).result()

    async def _all(self, calls: Sequence[Call]) -> list[Answer | Silence]:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=connector(AT_ONCE),
                timeout=aiohttp.ClientTimeout(
                    total=None, connect=None, sock_connect=CONNECT_SECONDS, sock_read=ANSWER_SECONDS
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return list(await asyncio.gather(*(self._patiently(self._session, call) for call in calls)))

    async def _patiently(self, session: aiohttp.ClientSession, call: Call) -> Answer | Silence:
        repeated = False
        for pause in (*PAUSES, None):
            got = await self._once(session, call, repeated=repeated)
            wait = _wait(got, call, pause)
            if wait is None:
                break
            repeated = repeated or _may_be_taken(got)
            await asyncio.sleep(wait)
        return got

    async def _once(self, session: aiohttp.ClientSession, call: Call, *, repeated: bool) -> Answer | Silence:
        began = time.monotonic()
        got: Answer | Silence
        try:
            async with session.request(
                call.method,
                call.url,
                params=call.params or None,
                data=call.form,
                json=call.body,
                headers=_headers(call),
                allow_redirects=False,
            ) as response:
                content = await response.content.read(LARGEST_ANSWER)
                text = content.decode("utf-8", "replace")
                got = Answer(status=response.status, text=text, retry_after=_seconds(response), repeated=repeated)
        except aiohttp.InvalidURL as error:
            refused = SendError(kind=ErrorKind.SETTINGS, code="address", text=type(error).__name__)
            got = Silence(begun=repeated, why=type(error).__name__, refusal=refused)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            private = privately(error)
            got = Silence(
                begun=repeated, why=type(error).__name__, refusal=refusal(private) if private is not None else None
            )
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            got = Silence(begun=True, why=type(error).__name__)
        self._tell(call, got, time.monotonic() - began)
        return got

    def _tell(self, call: Call, got: Answer | Silence, seconds: float) -> None:
        ended = got.status if isinstance(got, Answer) else got.why
        parts = urlsplit(call.url)
        log.info(
            "gateway_called",
            gateway=self.gateway,
            method=call.method,
            at=f"{parts.hostname}{parts.path}",
            to=call.about,
            ended=ended,
            ms=round(seconds * 1000),
        )


def mask(number: str) -> str:
    """A number as the log may show it: +7…4567 tells which of a few, never which of all."""
    return f"{number[:2]}…{number[-4:]}" if len(number) > MANY_DIGITS else "…"


def _headers(call: Call) -> dict[str, str]:
    if call.login is None:
        return dict(call.headers)
    return {**call.headers, "Authorization": aiohttp.encode_basic_auth(*call.login)}


def _wait(got: Answer | Silence, call: Call, pause: float | None) -> float | None:
    """How long until the next try; None: this answer stands."""
    if pause is None:
        return None
    if isinstance(got, Silence):
        return pause if not got.begun and got.refusal is None else None
    if got.status == TOO_MANY:
        wait = pause if got.retry_after is None else got.retry_after
        return wait if wait <= PATIENCE else None
    if got.status >= SERVER_FAULT and (call.repeatable or got.status == UNAVAILABLE):
        return pause
    return None


def _may_be_taken(got: Answer | Silence) -> bool:
    """A fault of the server may have come after it had taken the message."""
    return isinstance(got, Answer) and got.status >= SERVER_FAULT and got.status != UNAVAILABLE


def _seconds(response: aiohttp.ClientResponse) -> float | None:
    """Retry-After in seconds; a date there is as good as nothing told."""
    told = response.headers.get("Retry-After", "").strip()
    return float(told) if told.isdigit() else None
