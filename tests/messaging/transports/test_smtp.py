"""Letters by SMTP against real servers on loopback, good ones and bad ones."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from messaging.transports import smtp, verp
from messaging.transports.base import Attached, ErrorKind, GatewayError, MessageAdapter, OutMsg
from messaging.transports.kinds import register
from messaging.transports.registry import adapters
from tests.harness.smtp import HOST, Inbox, SmtpServer, free_port
from tests.messaging.transports.making import account, letter


def carrier(port: int, **settings: Any) -> MessageAdapter:
    register()
    told = {"host": HOST, "port": port, "security": "none", **settings}
    return adapters.get("smtp").make(account(channel="email", settings=told))


@contextmanager
def server(handler: object, **options: Any) -> Iterator[int]:
    port = free_port()
    controller = Controller(handler, hostname=HOST, port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def raw_server(talk: Callable[[socket.socket], None], *, calls: int = 1) -> Iterator[int]:
    """A server that does with a connection what `talk` says."""
    with socket.create_server((HOST, 0)) as listening:

        def serve() -> None:
            for _ in range(calls):
                connection, _address = listening.accept()
                with connection:
                    talk(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(5)


def read_line(connection: socket.socket) -> bytes:
    told = b""
    while not told.endswith(b"\n"):
        part = connection.recv(1)
        if not part:
            break
        told += part
    return told


def kind_of(way: MessageAdapter, message: OutMsg | None = None) -> ErrorKind | None:
    error = way.send([message or letter()])[0].error
    return error.kind if error else None


def test_letter_arrives_as_it_was_written(smtp_server: SmtpServer) -> None:
    sent = letter(
        headers={"List-Unsubscribe": "<https://example.com/u>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        attachments=[Attached("счёт.pdf", "application/pdf", b"%PDF-1")],
        reply_to="boss@example.com",
    )

    with carrier(smtp_server.port) as way:
        result = way.send([sent])[0]

    assert result.accepted
    got: EmailMessage = smtp_server.letters[0]
    assert got["From"] == "Магазин <shop@example.com>"
    assert got["To"] == "anna@example.com"
    assert got["Subject"] == "Заказ готов"
    assert got["Reply-To"] == "boss@example.com"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert verp.answered(got["Message-ID"]) == sent.idempotency_key
    plain, html = got.get_body(["plain"]), got.get_body(["html"])
    assert plain is not None
    assert html is not None
    assert plain.get_content().strip() == "Ждём вас."
    assert "<p>Ждём вас.</p>" in html.get_content()
    assert [part.get_filename() for part in got.iter_attachments()] == ["счёт.pdf"]


def test_lines_that_begin_with_a_dot_stay(smtp_server: SmtpServer) -> None:
    with carrier(smtp_server.port) as way:
        way.send([letter(text=".\n..\n.конец", html="")])

    plain = smtp_server.letters[0].get_body(["plain"])
    assert plain is not None
    assert plain.get_content().splitlines() == [".", "..", ".конец"]


def test_one_connection_carries_many_letters() -> None:
    class Counting(Inbox):
        connections: set[Any] = set()

        async def handle_DATA(self, server: object, session: Any, envelope: Any) -> str:  # noqa: N802
            self.connections.add(session.peer)
            return await super().handle_DATA(server, session, envelope)

    inbox = Counting()
    with server(inbox) as port, carrier(port) as way:
        results = way.send([letter(f"c{number}@example.com") for number in range(20)])

    assert all(result.accepted for result in results)
    assert len(inbox.letters) == 20
    assert len(inbox.connections) == 1


def test_return_path_names_the_message() -> None:
    class Envelopes(Inbox):
        senders: list[str] = []

        async def handle_DATA(self, server: object, session: Any, envelope: Any) -> str:  # noqa: N802
            self.senders.append(envelope.mail_from)
            return await super().handle_DATA(server, session, envelope)

    inbox, sent = Envelopes(), letter()
    with server(inbox) as port, carrier(port, bounce_domain="bounce.example.com") as way:
        way.send([sent])

    assert inbox.senders[0].endswith("@bounce.example.com")
    assert len(inbox.senders[0].partition("@")[0]) <= 64
    assert verp.bounced(inbox.senders[0]) == sent.idempotency_key


@pytest.mark.parametrize(
    ("step", "reply", "kind"),
    [
        ("RCPT", "550 5.1.1 no such user", ErrorKind.RECIPIENT),
        ("RCPT", "550 unknown <anna@example.com>", ErrorKind.RECIPIENT),
        ("RCPT", "550 5.7.1 relay denied", ErrorKind.PERMANENT),
        ("RCPT", "552 5.2.2 mailbox full", ErrorKind.PERMANENT),
        ("RCPT", "451 4.3.0 try later", ErrorKind.TEMPORARY),
        ("RCPT", "450 4.7.1 too many letters", ErrorKind.RATE),
        ("MAIL", "553 5.7.1 sender rejected", ErrorKind.SENDER),
        ("MAIL", "452 4.3.1 no room", ErrorKind.TEMPORARY),
        ("DATA", "554 5.7.1 spam", ErrorKind.CONTENT),
        ("DATA", "550 5.1.1 no such user", ErrorKind.RECIPIENT),
        ("DATA", "451 4.3.2 try later", ErrorKind.TEMPORARY),
        ("DATA", "421 4.3.2 closing", ErrorKind.TEMPORARY),
    ],
)
def test_refusals(step: str, reply: str, kind: ErrorKind) -> None:
    class Refusing:
        async def handle_MAIL(  # noqa: N802
            self, server: object, session: object, envelope: Any, address: str, options: Any
        ) -> str:
            if step == "MAIL":
                return reply
            envelope.mail_from = address
            return "250 OK"

        async def handle_RCPT(  # noqa: N802
            self, server: object, session: object, envelope: Any, address: str, options: Any
        ) -> str:
            if step == "RCPT":
                return reply
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
            return reply if step == "DATA" else "250 OK"

    with server(Refusing()) as port, carrier(port) as way:
        first = way.send([letter()])[0].error
        second = way.send([letter()])[0].error

    assert first is not None
    assert (first.kind, first.code[:3]) == (kind, reply[:3])
    assert "anna" not in first.text
    assert second is not None
    assert second.kind == kind


def test_nobody_listens() -> None:
    with carrier(free_port()) as way:
        assert kind_of(way) == ErrorKind.TEMPORARY


def test_connection_lost_after_the_letter_is_not_known() -> None:
    """Between DATA and the answer: the letter may have been taken."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        while True:
            line = read_line(connection).upper()
            if not line:
                return
            if line.startswith(b"DATA"):
                connection.sendall(b"354 go on\r\n")
                while read_line(connection) not in (b".\r\n", b""):
                    pass
                return
            connection.sendall(b"250 OK\r\n")

    with raw_server(talk) as port, carrier(port) as way:
        assert kind_of(way) == ErrorKind.UNKNOWN


def test_connection_lost_before_the_letter_is_temporary() -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        read_line(connection)
        connection.sendall(b"250 OK\r\n")
        read_line(connection)

    with raw_server(talk) as port, carrier(port) as way:
        assert kind_of(way) == ErrorKind.TEMPORARY


def test_idle_connection_that_went_is_opened_again() -> None:
    """The server closes between two letters: the second one goes all the same, once."""
    taken = []

    def talk(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        while line := read_line(connection).upper():
            if line.startswith(b"DATA"):
                connection.sendall(b"354 go on\r\n")
                while read_line(connection) not in (b".\r\n", b""):
                    pass
                taken.append(1)
                connection.sendall(b"250 2.0.0 Ok: queued as ABC123DEF\r\n")
                return
            connection.sendall(b"250 OK\r\n")

    with raw_server(talk, calls=2) as port, carrier(port) as way:
        results = [way.send([letter()])[0], way.send([letter()])[0]]

    assert [result.provider_id for result in results] == ["ABC123DEF"] * 2
    assert len(taken) == 2


def test_server_that_answers_garbage() -> None:
    with raw_server(lambda connection: connection.sendall(b"\x00\xff nonsense\r\n")) as port, carrier(port) as way:
        assert kind_of(way) == ErrorKind.TEMPORARY


def test_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "SECONDS", 0.3)
    over = threading.Event()

    def talk(_connection: socket.socket) -> None:
        over.wait(3)

    with raw_server(talk) as port, carrier(port) as way:
        assert kind_of(way) == ErrorKind.TEMPORARY
        over.set()


def test_wrong_password_stops_the_gateway() -> None:
    def nobody(*_told: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with (
        server(Inbox(), authenticator=nobody, auth_require_tls=False) as port,
        carrier(port, user="shop") as way,
    ):
        assert kind_of(way) == ErrorKind.AUTH
        with pytest.raises(GatewayError):
            way.check()


def test_password_in_russian_letters_stops_the_gateway() -> None:
    def anybody(*_told: object) -> AuthResult:
        return AuthResult(success=True)

    with (
        server(Inbox(), authenticator=anybody, auth_require_tls=False) as port,
        carrier(port, user="магазин") as way,
    ):
        assert kind_of(way) == ErrorKind.AUTH


def test_protection_that_the_server_lacks_is_not_done_without(smtp_server: SmtpServer) -> None:
    with carrier(smtp_server.port, security="starttls") as way:
        assert kind_of(way) == ErrorKind.AUTH

    assert not smtp_server.letters


@pytest.mark.parametrize(
    "address",
    [
        "anna@example.com\nBcc: all@example.com",
        "anna@example.com\r\n.",
        "a@b@c",
        "anna",
        "",
        "a b@example.com",
        "<a@b.ru>",
    ],
)
def test_address_that_is_none_goes_nowhere(smtp_server: SmtpServer, address: str) -> None:
    with carrier(smtp_server.port) as way:
        assert kind_of(way, letter(address)) == ErrorKind.RECIPIENT

    assert not smtp_server.letters


@pytest.mark.parametrize(
    "broken",
    [
        {"headers": {"X-Own": "a\r\nBcc: all@example.com"}},
        {"subject": "Привет\nBcc: all@example.com"},
        {"sender_name": "Shop\r\nBcc: all@example.com"},
    ],
)
def test_line_ends_break_no_header(smtp_server: SmtpServer, broken: dict[str, Any]) -> None:
    with carrier(smtp_server.port) as way:
        assert kind_of(way, letter(**broken)) == ErrorKind.CONTENT

    assert not smtp_server.letters


def test_headers_of_ours_are_not_given_by_others(smtp_server: SmtpServer) -> None:
    with carrier(smtp_server.port) as way:
        way.send([letter(headers={"From": "boss@example.com", "bcc": "all@example.com", "X-Own": "1"})])

    got = smtp_server.letters[0]
    assert got.get_all("From") == ["Магазин <shop@example.com>"]
    assert got["Bcc"] is None
    assert got["X-Own"] == "1"


def test_letter_of_ten_megabytes_is_too_big(smtp_server: SmtpServer) -> None:
    big = letter(attachments=[Attached("film.avi", "video/avi", b"0" * (10 * 1024 * 1024))])

    with carrier(smtp_server.port) as way:
        error = way.send([big])[0].error

    assert error is not None
    assert (error.kind, error.code) == (ErrorKind.CONTENT, "size")
    assert not smtp_server.letters


def test_russian_domain_is_written_in_ascii(smtp_server: SmtpServer) -> None:
    with carrier(smtp_server.port) as way:
        way.send([letter("anna@почта.рф")])

    assert smtp_server.inbox.recipients == [["anna@xn--80a1acny.xn--p1ai"]]
