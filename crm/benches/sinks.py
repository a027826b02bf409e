"""Servers that take messages and count them, in a process of their own: `python -m crm.benches.sinks mail|text`.

The first line they print is their port; a line read from their input is answered by how many they have taken.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from aiohttp import web
from django.test import override_settings

from core.outside import Allowed

HOST = "127.0.0.1"
LATENCY = 0.05
"""Seconds a provider of SMS takes to answer."""
ANSWERS = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"QUIT": b"221 bye\r\n", b"DATA": b"354 go on\r\n"}


@dataclass
class Sink:
    """A running server."""

    port: int
    process: "subprocess.Popen[str]"

    def taken(self) -> int:
        """How many messages came so far."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def sink(kind: str) -> Iterator[Sink]:
    """`mail` or `text`."""
    command = [sys.executable, "-m", "crm.benches.sinks", kind]
    with (
        override_settings(PRIVATE_HOSTS=Allowed.of([HOST])),
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            yield Sink(int(process.stdout.readline()), process)
        finally:
            process.kill()


class Counted:
    """What a server has taken."""

    def __init__(self) -> None:
        self.number = 0

    async def mail(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """As much of SMTP as a client needs to get a letter off his hands."""
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            writer.write(ANSWERS.get(verb, b"250 ok\r\n"))
            if verb == b"DATA":
                await writer.drain()
                await reader.readuntil(b"\r\n.\r\n")
                self.number += 1
                writer.write(b"250 taken\r\n")
            if verb == b"QUIT":
                break
            await writer.drain()
        writer.close()

    async def text(self, request: web.Request) -> web.Response:
        """The answer of SMSC.ru to one message."""
        form = await request.post()
        await asyncio.sleep(LATENCY)
        self.number += 1
        return web.json_response({"id": form.get("id", "1"), "cnt": 1})


async def _serve(kind: str) -> None:
    counted = Counted()
    if kind == "mail":
        server = await asyncio.start_server(counted.mail, HOST, 0, limit=16 * 1024 * 1024)
        port = server.sockets[0].getsockname()[1]
    else:
        app = web.Application()
        app.router.add_post("/sys/send.php", counted.text)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, HOST, 0).start()
        port = runner.addresses[0][1]
    _say(port)
    loop = asyncio.get_running_loop()
    for _asked in count():
        if not await loop.run_in_executor(None, sys.stdin.readline):
            return
        _say(counted.number)


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
