"""A gateway over HTTP that swallows repeats under one key, and a server that counts what it was given."""

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Sequence

from aiohttp import web

from messaging.transports.base import Account, Capabilities, ErrorKind, MessageAdapter, OutMsg, SendResult
from messaging.transports.http import Answer, Call, Http
from messaging.transports.registry import SMS, AdapterKind, adapters

CODE = "keyed"
AT_ONCE = 50
OK = 200


class KeyedAdapter(MessageAdapter):
    """Up to fifty calls at once."""

    code = CODE
    capabilities = Capabilities(bulk_max=AT_ONCE, idempotent=True)

    def __init__(self, account: Account) -> None:
        super().__init__(account)
        self._http = Http(self.account.code)

    def close(self) -> None:
        self._http.close()

    def send(self, batch: Sequence[OutMsg]) -> list[SendResult]:
        url = str(self.account.settings["url"])
        bodies = [{"key": str(one.idempotency_key), "to": one.to, "text": one.text} for one in batch]
        answers = self._http.call([Call(url=url, body=body, repeatable=True) for body in bodies])
        return [_result(answer) for answer in answers]


def _result(answer: object) -> SendResult:
    if not isinstance(answer, Answer):
        return SendResult.failed(ErrorKind.UNKNOWN, "network")
    if answer.status != OK:
        return SendResult.failed(ErrorKind.TEMPORARY, str(answer.status))
    return SendResult(provider_id=answer.json()["id"], segments=1)


class KeyedServer:
    """Answers after `latency` seconds; `taken` are messages by key, `repeats` how often one came again."""

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        self.taken: dict[str, str] = {}
        self.repeats: Counter[str] = Counter()
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = self._loop.run_until_complete(self._open())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _open(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/send", self._take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/send"
        return runner

    async def _take(self, request: web.Request) -> web.Response:
        body = json.loads(await request.text())
        await asyncio.sleep(self.latency)
        if body["key"] in self.taken:
            self.repeats[body["key"]] += 1
        self.taken[body["key"]] = body["to"]
        return web.json_response({"id": body["key"][:8]})


if CODE not in adapters:
    adapters.add(
        AdapterKind(code=CODE, label="keyed", channels=(SMS,), adapter=f"{KeyedAdapter.__module__}.KeyedAdapter")
    )
