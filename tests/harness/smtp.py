"""A real SMTP server on loopback that keeps what it is sent."""

import socket
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"


class Inbox:
    """Keeps letters in the order they came."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.letters.append(BytesParser(policy=default).parsebytes(envelope.content))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 kept"


class SmtpServer:
    """Started by the fixture `smtp_server`."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self.host = HOST
        self.port = free_port()
        self._controller = Controller(self.inbox, hostname=HOST, port=self.port)

    @property
    def letters(self) -> list[EmailMessage]:
        return self.inbox.letters

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
