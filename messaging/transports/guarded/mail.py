"""SMTP and IMAP."""

import imaplib
import smtplib
import socket
from typing import Any

from core import outside


class Smtp(smtplib.SMTP):
    """Without protection, or protected once both have agreed on it."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return outside.connect(host, port, timeout)


class SmtpTls(smtplib.SMTP_SSL):
    """Protected from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        context: Any = self.context
        secured: socket.socket = context.wrap_socket(outside.connect(host, port, timeout), server_hostname=host)
        return secured


class Imap(imaplib.IMAP4):
    """Without protection, or protected once both have agreed on it."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return outside.connect(self.host, self.port, timeout)


class ImapTls(imaplib.IMAP4_SSL):
    """Protected from the first byte."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        context: Any = self.ssl_context
        plain = outside.connect(self.host, self.port, timeout)
        secured: socket.socket = context.wrap_socket(plain, server_hostname=self.host)
        return secured
