"""A name server on loopback that knows what it is told."""

import socketserver
import threading
from types import TracebackType
from typing import Any, Self

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from messaging.checks.names import Names


class NameServer:
    """`records`: (name, kind) to what it answers; a name of which it knows nothing does not exist."""

    def __init__(self, records: dict[tuple[str, str], list[str]]) -> None:
        self.records = records
        self._server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def names(self) -> Names:
        """Asks this server alone."""
        return Names(servers=("127.0.0.1",), port=int(self._server.server_address[1]))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def answer(self, wire: bytes) -> bytes:
        """What is asked, answered."""
        question = dns.message.from_wire(wire)
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.RA
        asked = question.question[0]
        name, kind = asked.name.to_text(omit_final_dot=True), asked.rdtype.name
        if (name, kind) in self.records:
            reply.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *self.records[name, kind]))
        elif name not in {known for known, _kind in self.records}:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()

    def _handler(self) -> Any:
        server = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                wire, connection = self.request
                connection.sendto(server.answer(wire), self.client_address)

        return Handler
