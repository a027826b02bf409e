"""Which servers may be reached by a name that a person typed: none of our own network, unless the house names it.

A name is resolved once, and the connection goes to the very address that was looked at: a name that answers otherwise
the next time leads nowhere else. What stands in the environment (database, queue, mail to staff) is no concern here.
"""

import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

GIVEN_OUT = ip_network("2000::/3")
"""All that is public of IPv6; the rest of it is private, local to a link, or nobody's."""
OF_CLOUDS = (ip_network("168.63.129.16"), ip_network("192.0.0.0/24"))
"""Where the machine's own cloud answers beside the addresses local to a link: Azure, Oracle."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Where:
    """One address that may be connected to, as the system resolved it."""

    family: socket.AddressFamily
    kind: socket.SocketKind
    protocol: int
    address: tuple[str, int]

    def connected(self, timeout: float | None) -> socket.socket:
        """Raises OSError."""
        made = socket.socket(self.family, self.kind, self.protocol)
        try:
            made.settimeout(timeout)
            made.connect(self.address)
        except BaseException:
            made.close()
            raise
        return made


@dataclass(frozen=True)
class Allowed:
    """What of the own network the house lets gateways reach: KARTOTEKA_PRIVATE_HOSTS."""

    names: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = field(default=())

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """Names, addresses and networks. Raises ImproperlyConfigured on a network that is none."""
        names, networks = set(), []
        for word in words:
            try:
                networks.append(ip_network(word.strip("[]"), strict=False))
            except ValueError as error:
                if "/" in word or ":" in word:
                    raise ImproperlyConfigured(
                        f"KARTOTEKA_PRIVATE_HOSTS: {word} is no network. Write names, addresses or 10.0.0.0/8."
                    ) from error
                names.add(_plain(word))
        return cls(frozenset(names), tuple(networks))

    def has(self, address: IPv4Address | IPv6Address) -> bool:
        """Whether the house has named this address, or a network that holds it."""
        return any(address in network for network in self.networks)


class PrivateAddressError(OSError):
    """The name leads into our own network, and the house has not named it."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host}: an address of the own network")
        self.host = host

    @property
    def sentence(self) -> str:
        """For a person."""
        return _(
            "%(host)s is in the server’s own network, where gateways must not lead. If it belongs there, "
            "whoever runs the server names it in KARTOTEKA_PRIVATE_HOSTS."
        ) % {"host": self.host}


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether it is one server of the Internet: not of this machine, its link, its network or its cloud."""
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is not None:
            return is_public(inside)
        if address not in GIVEN_OUT:
            return False
    if any(address in network for network in OF_CLOUDS):
        return False
    return address.is_global and not address.is_multicast


def may_be_reached(text: str) -> bool:
    """Of an address in its usual form. False for every other form: the system would read 2130706433 as 127.0.0.1."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    allowed: Allowed = settings.PRIVATE_HOSTS
    return is_public(address) or allowed.has(mapped or address)


def resolved(host: str, port: int) -> Sequence[Where]:
    """Where a name leads, without what is ours. Raises PrivateAddressError when nothing is left, OSError unresolved."""
    bare = _plain(host)
    found = [
        Where(family, kind, protocol, address)  # type: ignore[arg-type]  # of the Internet, never of a file
        for family, kind, protocol, _name, address in socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)
    ]
    if bare in settings.PRIVATE_HOSTS.names:
        return found
    public = [where for where in found if may_be_reached(where.address[0])]
    if not public:
        log.warning("private_address_refused", host=bare)
        raise PrivateAddressError(bare)
    return public


def connect(host: str, port: int, timeout: float | None) -> socket.socket:
    """A connection to the first address that answers. Raises PrivateAddressError and what sockets raise."""
    *others, last = resolved(host, port)
    for where in others:
        try:
            return where.connected(timeout)
        except OSError:
            continue
    return last.connected(timeout)


def refuse_private(host: str, port: int = 0) -> None:
    """For a form that is being saved. A name nobody knows just now passes: whoever connects looks again.

    Raises PrivateAddressError.
    """
    try:
        resolved(host, port)
    except PrivateAddressError:
        raise
    except (OSError, UnicodeError):
        return


def _plain(host: str) -> str:
    return host.strip().strip("[]").rstrip(".").lower()
