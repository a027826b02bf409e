"""Letters and SMS through the outbox, against loops that only send: no rows, no law, no accounting.

Nothing is taken on trust: what the servers have counted must be what was sent.
"""

import asyncio
import multiprocessing
import smtplib
import time
from collections.abc import Callable, Mapping
from email.message import EmailMessage

import aiohttp
from django.db import connection, connections, transaction

from consents.models.gate import MessageClass
from crm.benches.base import fresh_base, settle
from crm.benches.result import BenchPlan, BenchResult
from crm.benches.sinks import HOST, Sink, sink
from messaging.choices import Carrier, Source, Status
from messaging.models import Gateway, Message
from messaging.outbox import services, writing
from messaging.outbox.drafts import Wave
from messaging.transports.opening import sealed

AT_ONCE = 10_000
WORKERS = 2
FLOOR_MOST = 5_000
"""The bare loops are even: so many are enough to know their speed."""
CALLS_AT_ONCE = 50
FOREVER = 24 * 3600.0
SUBJECT, TEXT = "Your order is ready", "Your order is packed and waits for you until Sunday.\n" * 10
HTML = f"<html><body><h1>{SUBJECT}</h1>" + "<p>Your order is packed and waits for you.</p>" * 25 + "</body></html>"
SMS = "Your order is ready, it waits for you until Sunday."
CLIENTS = """
INSERT INTO customers_customer (kind, last_name, first_name, middle_name, name, sort_name, sex, city, created_at,
       updated_at)
SELECT 'person', 'Client', n::text, '', 'Client ' || n, 'client ' || n, '', '', now(), now()
  FROM generate_series(%(from)s, %(to)s) AS g (n)
"""
POINTS = """
INSERT INTO customers_contactpoint (id, customer_id, kind, raw, value, problem, label, is_primary, position, created_at)
SELECT messaging_new_id(), c.id, way.kind, way.value, way.value, '', '', true, 0, now()
  FROM customers_customer c
 CROSS JOIN LATERAL (VALUES ('phone', '+79' || lpad(c.first_name, 9, '0')),
                            ('email', 'client' || c.first_name || '@example.com')) AS way (kind, value)
 WHERE c.first_name::bigint BETWEEN %(from)s AND %(to)s
"""
AUDIENCE = """
SELECT p.customer_id, p.id, p.value FROM customers_contactpoint p JOIN customers_customer c ON c.id = p.customer_id
 WHERE p.kind = %(kind)s AND c.first_name::bigint BETWEEN %(from)s AND %(to)s
"""


def run(plan: BenchPlan) -> BenchResult:
    """Messages a second of each way, one message to each client by each channel."""
    with fresh_base(), sink("mail") as mail, sink("text") as text:
        _in_batches(CLIENTS, plan.customers)
        _in_batches(POINTS, plan.customers)
        settle()
        letters, texts = _mail_gateway(mail), _text_gateway(text)
        bare_mail, bare_text = _bare_letters(mail, plan.customers), _bare_texts(text, plan.customers)
        mail_one = _through(letters, mail, plan.customers, workers=1)
        mail_two = _through(letters, mail, plan.customers, workers=WORKERS)
        text_one = _through(texts, text, plan.customers, workers=1)
        text_two = _through(texts, text, plan.customers, workers=WORKERS)
    speeds = {
        "mail_bare": bare_mail, "mail_one_worker": mail_one, "mail_two_workers": mail_two,
        "sms_bare": bare_text, "sms_one_worker": text_one, "sms_two_workers": text_two,
    }  # fmt: skip
    return BenchResult(
        figures={"messages": plan.customers, **{f"{name}_per_second": round(one) for name, one in speeds.items()}},
        ratios={
            "mail": round(mail_one / bare_mail, 2),
            "sms": round(text_one / bare_text, 2),
            "mail_two_workers": round(mail_two / mail_one, 2),
            "sms_two_workers": round(text_two / text_one, 2),
        },
    )


def _mail_gateway(server: Sink) -> Gateway:
    settings = {"host": HOST, "port": server.port, "security": "none"}
    return _gateway("bench-mail", Carrier.EMAIL, "smtp", settings, "")


def _text_gateway(server: Sink) -> Gateway:
    settings = {"base_url": f"http://{HOST}:{server.port}"}
    return _gateway("bench-sms", Carrier.SMS, "smsc", settings, sealed({"api_key": "key"}))


def _gateway(code: str, channel: Carrier, adapter: str, settings: Mapping[str, object], secrets: str) -> Gateway:
    return Gateway.objects.create(
        code=code, name=code, channel=channel, adapter=adapter, settings=dict(settings), secrets=secrets,
        sender="shop@example.com" if channel == Carrier.EMAIL else "Shop", sender_name="Shop",
    )  # fmt: skip


def _through(gateway: Gateway, server: Sink, count: int, *, workers: int) -> float:
    """Queue one for each client and let so many processes send; messages a second."""
    before = server.taken()
    _queue(gateway, count, campaign=workers)
    settle()
    seconds = _timed(_send) if workers == 1 else _timed(lambda: _send_by(workers))
    sent = Message.objects.filter(gateway=gateway, campaign_id=workers, status=Status.HANDED).count()
    if (came := server.taken() - before) != count or sent != count:
        raise AssertionError(f"{count} were queued, {sent} handed over, {came} came")
    return count / seconds


def _queue(gateway: Gateway, count: int, *, campaign: int) -> None:
    is_mail = gateway.channel == Carrier.EMAIL
    wave = Wave(
        campaign_id=campaign, channel=gateway.channel, message_class=MessageClass.SERVICE, source=Source.TRIGGER,
        gateway_id=gateway.pk, subject=SUBJECT if is_mail else "", body_text=TEXT if is_mail else SMS,
        body_html=HTML if is_mail else "",
    )  # fmt: skip
    kind = "email" if is_mail else "phone"
    for start in range(1, count + 1, AT_ONCE):
        part = {"kind": kind, "from": start, "to": min(start + AT_ONCE - 1, count)}
        writing.put_many(AUDIENCE, part, wave)


def _send() -> None:
    while services.deliver(seconds=FOREVER):
        pass


def _send_by(workers: int) -> None:
    """Each in a process of its own, with connections of its own."""
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_send) for _worker in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def _bare_letters(server: Sink, count: int) -> float:
    """Build and send over one connection."""
    most = min(count, FLOOR_MOST)

    def send() -> None:
        with smtplib.SMTP(HOST, server.port) as client:
            for number in range(most):
                letter = EmailMessage()
                letter["Subject"], letter["From"], letter["To"] = SUBJECT, "shop@example.com", f"c{number}@example.com"
                letter.set_content(TEXT)
                letter.add_alternative(HTML, subtype="html")
                client.send_message(letter)

    return most / _timed(send)


def _bare_texts(server: Sink, count: int) -> float:
    """Fifty calls at a time, each place taken again at once."""
    most = min(count, FLOOR_MOST)
    return most / _timed(lambda: asyncio.run(_call_all(f"http://{HOST}:{server.port}/sys/send.php", most)))


async def _call_all(url: str, count: int) -> None:
    numbers = iter(range(count))

    async def take(session: aiohttp.ClientSession) -> None:
        for number in numbers:
            form = {"phones": f"79{number:09}", "mes": SMS, "id": str(number), "fmt": "3"}
            async with session.post(url, data=form) as answer:
                await answer.json()

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CALLS_AT_ONCE)) as session:
        await asyncio.gather(*(take(session) for _place in range(CALLS_AT_ONCE)))


def _timed(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _in_batches(statement: str, count: int) -> None:
    for start in range(1, count + 1, AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, {"from": start, "to": min(start + AT_ONCE - 1, count)})
