"""A small IMAP server on loopback: one user, one folder, enough of RFC 3501 for `imaplib`."""

import re
import socket
import socketserver
import threading
from types import TracebackType
from typing import Self

PASSWORD = '"box"'


class ImapServer:
    """Holds letters; `seen` are the numbers of those that were marked as read, `folder` what was opened last."""

    def __init__(self, letters: list[bytes]) -> None:
        self.letters = letters
        self.seen: set[int] = set()
        self.folder = ""
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def answers(self, line: str) -> tuple[list[bytes], str]:
        """Untagged lines and the end of the tagged one."""
        if line.startswith("CAPABILITY"):
            return [b"* CAPABILITY IMAP4rev1"], "OK done"
        if line.startswith("LOGIN"):
            return [], "OK done" if PASSWORD in line else "NO wrong password"
        if line.startswith("SELECT"):
            self.folder = line.removeprefix("SELECT ")
            return [f"* {len(self.letters)} EXISTS".encode()], "OK [READ-WRITE] done"
        if line.startswith("UID SEARCH"):
            unread = [str(number) for number in range(1, len(self.letters) + 1) if number not in self.seen]
            return [f"* SEARCH {' '.join(unread)}".encode()], "OK done"
        if found := re.match(r"UID FETCH (\d+)", line):
            letter = self.letters[int(found[1]) - 1]
            head = f"* {found[1]} FETCH (UID {found[1]} BODY[]<0> {{{len(letter)}}}\r\n".encode()
            return [head + letter + b")"], "OK done"
        if found := re.match(r"UID STORE (\d+) \+FLAGS \(\\Seen\)", line):
            self.seen.add(int(found[1]))
        return [], "OK done"

    def _handler(self) -> type[socketserver.StreamRequestHandler]:
        server = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.wfile.write(b"* OK ready\r\n")
                while raw := self.rfile.readline():
                    tag, _, line = raw.decode().strip().partition(" ")
                    lines, end = server.answers(line)
                    self.wfile.write(b"".join(one + b"\r\n" for one in lines) + f"{tag} {end}\r\n".encode())
                    if line.startswith("LOGOUT"):
                        return

        return Handler
