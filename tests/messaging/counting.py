"""A mail server that counts letters by their addressee and keeps nothing else."""

from collections import Counter
from typing import Any

from aiosmtpd.controller import Controller

from tests.harness.smtp import HOST, free_port


class CountingServer:
    """`letters` counts how many each address got, whole ones only."""

    def __init__(self) -> None:
        self.letters: Counter[str] = Counter()
        self.port = free_port()
        self._controller = Controller(self, hostname=HOST, port=self.port)

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.letters.update(envelope.rcpt_tos)
        return "250 counted"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()
