"""HTTP by aiohttp."""

import asyncio
import socket
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from core import outside

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]
BY_NUMBERS = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class Resolver(AbstractResolver):
    """Names for aiohttp, and the last look at an address before a socket is made for it.

    aiohttp asks no resolver about what it takes for an address; every socket is made by `socket`.
    """

    def __init__(self) -> None:
        self._looked_at: set[str] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Addresses that may be reached. Raises OSError."""
        found = await asyncio.get_running_loop().run_in_executor(None, outside.resolved, host, port)
        self._looked_at |= {where.address[0] for where in found}
        return [
            ResolveResult(
                hostname=host, host=where.address[0], port=port, family=where.family, proto=where.protocol,
                flags=BY_NUMBERS,
            )
            for where in found
        ]  # fmt: skip

    def socket(self, info: AddressInfo) -> socket.socket:
        """Raises PrivateAddressError."""
        family, kind, protocol, _name, address = info
        if address[0] not in self._looked_at and not outside.may_be_reached(address[0]):
            raise outside.PrivateAddressError(str(address[0]))
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Nothing is kept open."""


def connector(at_once: int) -> aiohttp.TCPConnector:
    """For aiohttp; to be called while its loop runs."""
    resolver = Resolver()
    return aiohttp.TCPConnector(limit=at_once, resolver=resolver, socket_factory=resolver.socket)
