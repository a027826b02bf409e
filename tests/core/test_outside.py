"""Where names that people type may lead: one look, and the connection goes to the very address that was looked at."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from core import outside
from core.outside import Allowed, PrivateAddressError

THIS_MACHINE = "127.0.0.1"


@pytest.fixture(autouse=True)
def nothing_is_named(settings: LazySettings) -> None:
    settings.PRIVATE_HOSTS = Allowed()


@pytest.fixture
def port() -> Iterator[int]:
    """Of a server on this machine that waits for connections."""
    with socket.create_server((THIS_MACHINE, 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1",
        "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:53aa:64c:0:fbff:80ff:fffe", "fc00::1", "fd00::8", "fd00:ec2::254",
        "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_address_of_no_server_of_the_internet(address: str) -> None:
    assert not outside.is_public(ip_address(address))


@pytest.mark.parametrize("address", ["77.88.8.8", "172.32.0.1", "100.128.0.1", "2a02:6b8::feed:ff", "::ffff:77.88.8.8"])
def test_address_of_the_internet(address: str) -> None:
    assert outside.is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST.", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1",
        "[::1]", "::ffff:7f00:1", "0", "0.0.0.0", "169.254.169.254", "2852039166", "[fd00:ec2::254]",
    ],
)  # fmt: skip
def test_however_it_is_written_the_own_network_is_refused(host: str, port: int) -> None:
    with pytest.raises(PrivateAddressError):
        outside.connect(host, port, 1)
    with pytest.raises(PrivateAddressError):
        outside.refuse_private(host)


@pytest.mark.parametrize("text", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "mail.example.com", ""])
def test_address_in_an_unusual_form_is_no_address(text: str) -> None:
    assert not outside.may_be_reached(text)


@pytest.mark.parametrize("named", ["127.0.0.1", "127.0.0.0/8", "Localhost", "10.0.0.5/8, 127.0.0.1/32"])
def test_house_names_what_stands_in_its_own_network(settings: LazySettings, named: str, port: int) -> None:
    settings.PRIVATE_HOSTS = Allowed.of(word.strip() for word in named.split(","))

    outside.connect("localhost", port, 1).close()
    with pytest.raises(PrivateAddressError):
        outside.connect("169.254.169.254", port, 1)


def test_named_network_holds_its_addresses_in_the_clothes_of_ipv6(settings: LazySettings) -> None:
    settings.PRIVATE_HOSTS = Allowed.of(["10.0.0.0/8"])

    assert outside.may_be_reached("::ffff:10.1.1.1")
    assert not outside.may_be_reached("::ffff:127.0.0.1")


def test_name_that_stands_for_itself_allows_no_other(settings: LazySettings, port: int) -> None:
    settings.PRIVATE_HOSTS = Allowed.of(["localhost"])

    with pytest.raises(PrivateAddressError):
        outside.connect(THIS_MACHINE, port, 1)


def test_network_that_is_none_is_told_at_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"10\.0\.0\.1/99"):
        Allowed.of(["10.0.0.1/99"])


def test_name_is_resolved_once(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    """A name server that tells a good address to whoever looks and ours to whoever connects."""
    settings.PRIVATE_HOSTS = Allowed.of([THIS_MACHINE])
    asked = []

    def turning(host: str, port: int, *_rest: Any, **_more: Any) -> list[Any]:
        asked.append(host)
        told = THIS_MACHINE if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (told, port))]

    monkeypatch.setattr(socket, "getaddrinfo", turning)

    with outside.connect("turning.example.com", port, 1) as connection:
        assert connection.getpeername() == (THIS_MACHINE, port)
    assert asked == ["turning.example.com"]
    with pytest.raises(PrivateAddressError):
        outside.connect("turning.example.com", port, 1)


def test_of_several_addresses_only_those_outside_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (told, 25)) for told in (THIS_MACHINE, "77.88.8.8")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_told, **_more: both)

    assert [where.address[0] for where in outside.resolved("mail.example.com", 25)] == ["77.88.8.8"]


def test_name_nobody_knows_may_be_saved() -> None:
    outside.refuse_private("no-such-name.invalid")
    outside.refuse_private("a" * 70 + ".example.com")
