"""Letters by protected connections: TLS, STARTTLS, who is let in, addresses beyond ASCII; each by a real server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from messaging.transports.base import ErrorKind, MessageAdapter
from messaging.transports.kinds import register
from messaging.transports.registry import adapters
from messaging.transports.smtp import trusted_context
from tests.harness.smtp import HOST, Inbox
from tests.messaging.transports import certificates
from tests.messaging.transports.making import account, letter
from tests.messaging.transports.test_smtp import kind_of, server

USER, PASSWORD = "shop", "s3cret"  # of a server of this test
SECURITY = ("tls", "starttls")


class Watching(Inbox):
    """Remembers of each letter how it came."""

    def __init__(self) -> None:
        super().__init__()
        self.protected: list[bool] = []
        self.users: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.protected.append(server.transport.get_extra_info("ssl_object") is not None)
        self.users.append(session.auth_data.login.decode() if session.auth_data else "")
        return await super().handle_DATA(server, session, envelope)


class Lets:
    """Lets one person in, by his password."""

    def __call__(self, _server: object, _session: object, _envelope: object, _how: str, told: LoginPassword) -> Any:
        known = (told.login, told.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=known, auth_data=told)


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """A process reads the certificates it trusts once; each test has its own."""
    trusted_context.cache_clear()
    yield
    trusted_context.cache_clear()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return certificates.make(tmp_path)


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Known to this machine, as a real one's is by who signed it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


def protection(security: str, certificate: Path) -> dict[str, Any]:
    """Of a server."""
    shown = certificates.context(certificate)
    if security == "tls":
        # Of a connection that was protected from its first byte aiosmtpd does not know that it is.
        return {"ssl_context": shown, "auth_require_tls": False}
    return {"tls_context": shown, "require_starttls": True}


def carrier(port: int, *, password: str = "", **settings: Any) -> MessageAdapter:
    register()
    told = {"host": HOST, "port": port, **settings}
    return adapters.get("smtp").make(account(channel="email", settings=told, secrets={"password": password}))


@pytest.mark.parametrize("security", SECURITY)
def test_letter_goes_by_a_protected_connection(security: str, trusted: Path) -> None:
    inbox = Watching()
    with server(inbox, **protection(security, trusted)) as port, carrier(port, security=security) as way:
        results = way.send([letter(), letter()])

    assert [one.accepted for one in results] == [True, True]
    assert inbox.protected == [True, True]


@pytest.mark.parametrize("security", SECURITY)
def test_certificate_nobody_vouches_for_stops_the_gateway(security: str, certificate: Path) -> None:
    inbox = Watching()
    with server(inbox, **protection(security, certificate)) as port, carrier(port, security=security) as way:
        assert kind_of(way) == ErrorKind.AUTH

    assert not inbox.letters


def test_certificate_of_another_server_stops_the_gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = certificates.make(tmp_path, address="192.0.2.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(foreign))
    inbox = Watching()
    with server(inbox, **protection("tls", foreign)) as port, carrier(port, security="tls") as way:
        assert kind_of(way) == ErrorKind.AUTH

    assert not inbox.letters


@pytest.mark.parametrize("security", SECURITY)
def test_who_knows_the_password_is_let_in(security: str, trusted: Path) -> None:
    inbox = Watching()
    with (
        server(inbox, authenticator=Lets(), **protection(security, trusted)) as port,
        carrier(port, security=security, user=USER, password=PASSWORD) as way,
    ):
        way.check()
        assert kind_of(way) is None

    assert inbox.users == [USER]


def test_who_does_not_is_refused_and_his_password_is_not_told(trusted: Path) -> None:
    inbox = Watching()
    with (
        server(inbox, authenticator=Lets(), auth_required=True, **protection("starttls", trusted)) as port,
        carrier(port, security="starttls", user=USER, password="another") as way,
    ):
        error = way.send([letter()])[0].error

    assert error is not None
    assert (error.kind, error.code[:3]) == (ErrorKind.AUTH, "535")
    assert "another" not in error.text
    assert not inbox.letters


@pytest.mark.parametrize(
    ("to", "sender"), [("анна@example.com", "shop@example.com"), ("anna@example.com", "магазин@example.com")]
)
def test_address_beyond_ascii_goes_where_it_is_taken(to: str, sender: str) -> None:
    inbox = Watching()
    with server(inbox, enable_SMTPUTF8=True) as port, carrier(port, security="none") as way:
        results = way.send([letter(to, sender=sender), letter("anna@example.com")])

    assert [one.accepted for one in results] == [True, True]
    assert inbox.recipients == [[to], ["anna@example.com"]]
    assert to in str(inbox.letters[0]["To"])
    assert sender in str(inbox.letters[0]["From"])


def test_address_beyond_ascii_is_refused_where_it_is_not_taken() -> None:
    inbox = Watching()
    with server(inbox, enable_SMTPUTF8=False) as port, carrier(port, security="none") as way:
        assert kind_of(way, letter("анна@example.com")) == ErrorKind.RECIPIENT
        assert kind_of(way) is None

    assert len(inbox.letters) == 1
