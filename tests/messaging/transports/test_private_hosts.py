"""Gateways that lead into our own network are refused by every way, before a byte; real servers on loopback."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from pytest_httpserver import HTTPServer

from core.errors import DomainError
from core.outside import Allowed
from messaging.delivery import mailbox
from messaging.models import Gateway
from messaging.transports.base import ErrorKind, GatewayError, MessageAdapter, SendResult
from messaging.transports.kinds import register
from messaging.transports.registry import adapters
from tests.messaging.transports.making import account, letter, sms

LOCAL = ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "[::ffff:127.0.0.1]"]


@pytest.fixture(autouse=True)
def nothing_is_named(settings: LazySettings) -> None:
    settings.PRIVATE_HOSTS = Allowed()


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A server nobody may come to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def way(kind: str, **settings: Any) -> MessageAdapter:
    register()
    channel = "sms" if kind == "smsru" else "email"
    return adapters.get(kind).make(account(channel=channel, settings=settings, secrets={"api_id": "k", "api_key": "k"}))


def is_untouched(server: socket.socket) -> bool:
    try:
        server.accept()
    except BlockingIOError:
        return True
    return False


def is_refused(result: SendResult) -> bool:
    error = result.error
    return error is not None and error.kind == ErrorKind.SETTINGS


@pytest.mark.parametrize("host", LOCAL)
@pytest.mark.parametrize("security", ["none", "tls"])
def test_smtp(listening: socket.socket, host: str, security: str) -> None:
    told = {"host": host, "port": listening.getsockname()[1], "security": security}

    with way("smtp", **told) as one:
        assert is_refused(one.send([letter()])[0])
        with pytest.raises(GatewayError, match="KARTOTEKA_PRIVATE_HOSTS"):
            one.check()
    assert is_untouched(listening)


@pytest.mark.parametrize("host", LOCAL)
def test_provider_of_sms(listening: socket.socket, host: str) -> None:
    with way("smsru", base_url=f"http://{host}:{listening.getsockname()[1]}") as one:
        assert is_refused(one.send([sms()])[0])
        with pytest.raises(GatewayError) as refused:
            one.balance()
    assert refused.value.error.kind == ErrorKind.SETTINGS
    assert is_untouched(listening)


@pytest.mark.parametrize("host", LOCAL)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_provider_of_letters(listening: socket.socket, host: str, scheme: str) -> None:
    address = f"{scheme}://{host}:{listening.getsockname()[1]}/api/v1"

    for told in ({"api_url": address}, {"options": {"api_url": address}}):
        with way("anymail", provider="unisender_go", **told) as one:
            assert is_refused(one.send([letter()])[0])
    assert is_untouched(listening)


@pytest.mark.parametrize("security", ["none", "tls"])
def test_mailbox(listening: socket.socket, security: str) -> None:
    told = {"imap_host": "localhost", "imap_port": listening.getsockname()[1], "imap_security": security}

    with pytest.raises(DomainError, match="KARTOTEKA_PRIVATE_HOSTS"):
        mailbox.fetch(Gateway(code="post", name="Post", settings={**told, "imap_user": "shop"}))
    assert is_untouched(listening)


def test_redirect_of_a_provider_is_not_followed(
    settings: LazySettings, httpserver: HTTPServer, listening: socket.socket
) -> None:
    """Nor would it lead far: where it leads is looked at, too."""
    settings.PRIVATE_HOSTS = Allowed.of(["127.0.0.1"])
    elsewhere = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    httpserver.expect_request("/api/v1/email/send.json").respond_with_data(
        "", status=307, headers={"Location": elsewhere}
    )

    with way("anymail", provider="unisender_go", api_url=httpserver.url_for("/api/v1")) as one:
        error = one.send([letter()])[0].error

    assert error is not None
    assert (error.kind, error.code) == (ErrorKind.PERMANENT, "redirect")
    assert is_untouched(listening)


@pytest.mark.parametrize("scheme", ["http_proxy", "all_proxy"])
def test_proxy_of_the_environment_carries_nothing(
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    httpserver: HTTPServer,
    listening: socket.socket,
    scheme: str,
) -> None:
    settings.PRIVATE_HOSTS = Allowed.of(["localhost"])
    monkeypatch.setenv(scheme, f"http://127.0.0.1:{listening.getsockname()[1]}")
    httpserver.expect_request("/api/v1/email/send.json").respond_with_json(
        {"status": "success", "job_id": "j1", "emails": ["anna@example.com"]}
    )

    with way("anymail", provider="unisender_go", api_url=httpserver.url_for("/api/v1")) as one:
        assert one.send([letter()])[0].error is None
    assert is_untouched(listening)


def test_house_lets_a_name_of_its_own_through(
    settings: LazySettings, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRIVATE_HOSTS = Allowed.of(["localhost"])
    httpserver.expect_request("/my/balance").respond_with_json({"status_code": 100, "balance": 5})

    with way("smsru", base_url=f"http://localhost:{httpserver.port}") as one:
        found = one.balance()

    assert found is not None
    assert found.amount == 5


def test_name_that_turns_is_connected_to_where_it_was_looked_at(
    settings: LazySettings, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer of the name server is good, all later ones are ours."""
    settings.PRIVATE_HOSTS = Allowed.of(["127.0.0.1"])
    httpserver.expect_request("/my/balance").respond_with_json({"status_code": 100, "balance": 5})
    real, asked = socket.getaddrinfo, []

    def turning(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host != "turning.example.com":
            return real(host, port, *rest, **more)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", turning)

    with way("smsru", base_url=f"http://turning.example.com:{httpserver.port}") as one:
        assert one.balance() is not None
    assert len(asked) == 1
