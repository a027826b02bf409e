"""A mail server of one's own, or any service that takes letters by SMTP: one connection for many letters."""

import re
import smtplib
import ssl
from collections.abc import Sequence
from functools import cache

from core.outside import PrivateAddressError
from messaging.transports import mime
from messaging.transports.base import (
    Account,
    Capabilities,
    ErrorKind,
    GatewayError,
    MessageAdapter,
    OutMsg,
    SendError,
    SendResult,
)
from messaging.transports.guarded.mail import Smtp, SmtpTls
from messaging.transports.guarded.refusing import refusal
from messaging.transports.verp import bounce_address

SECONDS = 15
READY = 354
LETTERS_A_CONNECTION = 100
"""Many servers close one that has brought so many."""
TEMPORARY = 400
PERMANENT = 500
CLOSING = 421
ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
QUEUED_AS = re.compile(r"(?:queued as|id=)\s*([A-Za-z0-9.-]{6,60})", re.IGNORECASE)
LEADING_DOT = re.compile(rb"(?m)^\.")
NO_SUCH_ADDRESS = frozenset({"1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
"""Enhanced codes 5.x.y (RFC 3463) that speak of the address itself; the rest may be our own fault."""
NO_SUCH_ADDRESS_PLAIN = frozenset({550, 551, 553})


class Lost(Exception):  # noqa: N818  # an end, not always an error
    """The connection went: `begun` when the letter may have been taken."""

    def __init__(self, *, begun: bool) -> None:
        super().__init__()
        self.begun = begun


class Refused(Exception):  # noqa: N818
    """The server said no."""

    def __init__(self, error: SendError) -> None:
        super().__init__(error.code)
        self.error = error


class SmtpAdapter(MessageAdapter):
    """Each letter is a hand-over of its own: what it came to is known before the next one begins."""

    code = "smtp"
    capabilities = Capabilities(bulk_max=1)

    def __init__(self, account: Account) -> None:
        super().__init__(account)
        self._server: smtplib.SMTP | None = None
        self._brought = 0

    def send(self, batch: Sequence[OutMsg]) -> list[SendResult]:
        """One after the other over one connection, which is opened again when it has gone."""
        return [self._one(message) for message in batch]

    def close(self) -> None:
        """Say goodbye; a server that is gone already is none the wiser."""
        server, self._server, self._brought = self._server, None, 0
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def check(self) -> None:
        """Connect and sign in. Raises GatewayError."""
        self.close()
        try:
            self._connected()
        except Refused as refused:
            raise GatewayError(refused.error) from None
        finally:
            self.close()

    def _one(self, message: OutMsg) -> SendResult:
        try:
            letter = mime.build(message, largest=self._largest)
        except mime.UnfitLetterError as unfit:
            return SendResult(error=unfit.error)
        reused = self._server is not None
        try:
            try:
                return self._deliver(message, letter)
            except Lost as lost:
                if lost.begun or not reused:
                    raise
                # It had gone while nothing was on its way: a new one may carry the letter.
                return self._deliver(message, letter)
        except Lost as lost:
            kind = ErrorKind.UNKNOWN if lost.begun else ErrorKind.TEMPORARY
            return SendResult.failed(kind, "lost", "the connection was lost")
        except Refused as refused:
            return SendResult(error=refused.error)

    def _deliver(self, message: OutMsg, letter: mime.Letter) -> SendResult:
        server = self._connected()
        begun = False
        try:
            self._envelope(server, message, letter)
            if (reply := server.docmd("DATA"))[0] != READY:
                raise Refused(_refusal(reply, ErrorKind.CONTENT))
            begun = True
            server.send(LEADING_DOT.sub(b"..", letter.content) + b".\r\n")
            reply = server.getreply()
        except Refused:
            self._start_over(server)
            raise
        except (smtplib.SMTPException, OSError):
            self._drop()
            raise Lost(begun=begun) from None
        self._brought += 1
        if reply[0] >= TEMPORARY:
            if reply[0] == CLOSING:
                self._drop()
            return SendResult(error=_refusal(reply, ErrorKind.CONTENT))
        queued = QUEUED_AS.search(_words(reply))
        return SendResult(provider_id=queued[1] if queued else "")

    def _envelope(self, server: smtplib.SMTP, message: OutMsg, letter: mime.Letter) -> None:
        options = [f"size={len(letter.content)}"] if server.has_extn("size") else []
        if not letter.is_ascii:
            if not server.has_extn("smtputf8"):
                raise Refused(SendError(kind=ErrorKind.RECIPIENT, code="smtputf8", text="the server takes ASCII only"))
            options += ["SMTPUTF8", "BODY=8BITMIME"]
            server.command_encoding = "utf-8"
        reply = server.mail(self._return_path(message, letter), options)
        if reply[0] >= TEMPORARY:
            raise Refused(_refusal(reply, ErrorKind.CONTENT if reply[0] == 552 else ErrorKind.SENDER))
        reply = server.rcpt(letter.recipient)
        if reply[0] >= TEMPORARY:
            raise Refused(_refusal(reply, ErrorKind.RECIPIENT))

    def _return_path(self, message: OutMsg, letter: mime.Letter) -> str:
        domain = str(self.account.settings.get("bounce_domain") or "")
        return bounce_address(message.idempotency_key, domain) if domain else letter.sender

    def _connected(self) -> smtplib.SMTP:
        """Raises Refused when the server cannot be reached or does not let us in."""
        if self._server is not None and self._brought >= LETTERS_A_CONNECTION:
            self.close()
        if self._server is None:
            try:
                self._server = self._opened()
            except smtplib.SMTPAuthenticationError as error:
                raise Refused(_refusal((error.smtp_code, error.smtp_error), ErrorKind.AUTH)) from None
            except (smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
                text = f"secure connection: {type(error).__name__}"
                raise Refused(SendError(kind=ErrorKind.AUTH, code="tls", text=text)) from None
            except UnicodeError:
                text = "the user and the password may hold Latin letters only"
                raise Refused(SendError(kind=ErrorKind.AUTH, code="ascii", text=text)) from None
            except PrivateAddressError as error:
                raise Refused(refusal(error)) from None
            except (smtplib.SMTPException, OSError) as error:
                text = f"no connection: {type(error).__name__}"
                raise Refused(SendError(kind=ErrorKind.TEMPORARY, code="connect", text=text)) from None
        return self._server

    def _opened(self) -> smtplib.SMTP:
        settings, secrets = self.account.settings, self.account.secrets
        host, port, security = str(settings["host"]), int(settings["port"]), settings.get("security", "starttls")
        server: smtplib.SMTP
        if security == "tls":
            server = SmtpTls(host, port, timeout=SECONDS, context=trusted_context())
        else:
            server = Smtp(host, port, timeout=SECONDS)
        try:
            if security == "starttls":
                server.starttls(context=trusted_context())
            if settings.get("user"):
                server.login(str(settings["user"]), secrets.get("password", ""))
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _start_over(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server, self._brought = None, 0

    @property
    def _largest(self) -> int:
        announced = self._server.esmtp_features.get("size", "") if self._server is not None else ""
        told = int(announced) if announced.isdigit() else 0
        return min(told or mime.LARGEST, mime.LARGEST)


@cache
def trusted_context() -> ssl.SSLContext:
    """Certificates of the system are read once, not for each connection."""
    return ssl.create_default_context()


def _refusal(reply: tuple[int, bytes | str], about: ErrorKind) -> SendError:
    """4xx comes round again, 5xx does not; `about` says what the server was asked when it refused."""
    code, words = reply[0], _words(reply)
    exact = ENHANCED.search(words)
    named = exact[0] if exact else ""
    if TEMPORARY <= code < PERMANENT:
        kind = ErrorKind.RATE if named.startswith("4.7.") else ErrorKind.TEMPORARY
    elif about is ErrorKind.RECIPIENT or named.partition(".")[2] in NO_SUCH_ADDRESS:
        kind = _of_recipient(code, named)
    else:
        kind = about
    return SendError(kind=kind, code=f"{code} {named}".strip(), text=words[:500])


def _of_recipient(code: int, named: str) -> ErrorKind:
    if named:
        return ErrorKind.RECIPIENT if named.partition(".")[2] in NO_SUCH_ADDRESS else ErrorKind.PERMANENT
    return ErrorKind.RECIPIENT if code in NO_SUCH_ADDRESS_PLAIN else ErrorKind.PERMANENT


def _words(reply: tuple[int, bytes | str]) -> str:
    """The server's words without anybody's address."""
    said = reply[1] if isinstance(reply[1], str) else reply[1].decode("utf-8", "replace")
    return mime.without_addresses(said)
