"""Workers die at random moments, the queue restarts, the database hangs up: nothing doubled, nothing silently lost."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection

from consents.models.gate import MessageClass
from customers.models import ContactPoint, Customer
from messaging.choices import WAITING, Source, Status
from messaging.models import Gateway, Message
from messaging.outbox import jobs, recovering, waking, writing
from messaging.outbox.drafts import Wave
from tests.harness import worker
from tests.harness.queue import Queue
from tests.harness.worker import Worker
from tests.messaging import keyed
from tests.messaging.counting import CountingServer
from tests.messaging.keyed import KeyedServer
from tests.messaging.outbox_base import keyed_gateway, mail_gateway

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

LETTERS, TEXTS = 2_500, 2_500
KILLS = 10
WORKERS = 2
QUICK = {"KARTOTEKA_JOB_LEASE_SECONDS": "2", "KARTOTEKA_JOB_HEARTBEAT_SECONDS": "1"}
AUDIENCE = """
    SELECT point.customer_id, point.id, point.value FROM customers_contactpoint point
     WHERE point.kind = %(kind)s ORDER BY point.customer_id
"""


@pytest.fixture
def mail_server() -> Iterator[CountingServer]:
    server = CountingServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def text_server() -> Iterator[KeyedServer]:
    server = KeyedServer(latency=0.02)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """Bells of this process ring there too."""
    own = Queue(tmp_path)
    own.on()
    sender = Celery("test", broker=own.url, set_as_current=False)
    sender.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(waking, "current_app", sender)
    yield own
    sender.close()
    own.off()


class Crew:
    """Workers of the queue `send`, and what is done to them."""

    def __init__(self, folder: Path, queue: Queue) -> None:
        self.folder, self.queue = folder, queue
        self.workers: list[Worker] = []
        self.started = 0

    def start(self) -> None:
        while len(self.workers) < WORKERS:
            self.started += 1
            self.workers.append(
                worker.start(
                    self.folder, queues="send", name=f"send{self.started}", include=(keyed.__name__,),
                    variables={**QUICK, "REDIS_URL": self.queue.url},
                )
            )  # fmt: skip

    def kill_process(self) -> None:
        """The process of the pool that sends; its worker forks another."""
        (child,) = _children(random.choice(self.workers).process.pid)[:1] or [0]
        if child:
            os.kill(child, signal.SIGKILL)

    def kill_whole(self) -> None:
        """The worker with all it has; another is started in its place."""
        self.workers.pop(random.randrange(len(self.workers))).kill()
        self.start()

    def stop(self) -> None:
        for each in self.workers:
            each.stop()


@pytest.fixture
def crew(tmp_path: Path, queue: Queue) -> Iterator[Crew]:
    own = Crew(tmp_path, queue)
    yield own
    own.stop()


def test_killed_workers_double_nothing_and_lose_nothing(
    mail_server: CountingServer,
    text_server: KeyedServer,
    queue: Queue,
    crew: Crew,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "JOB_LEASE_SECONDS", 2)
    put_all(mail_gateway(per_second=None, port=mail_server.port), keyed_gateway(text_server))
    crew.start()

    for kill in range(1, KILLS + 1):
        wait_until_left(kill / (KILLS + 2))
        time.sleep(random.uniform(0, 0.05))
        crew.kill_whole() if kill % 5 == 0 else crew.kill_process()
        if kill == 4:
            hang_up()
        if kill == 6:
            queue.off()
            queue.on()
    wait_until_left(1)

    fates = Counter(Message.objects.order_by().values_list("channel", "status"))
    unknown = list(Message.objects.parked().order_by().values_list("address", flat=True))
    handed = set(
        Message.objects.filter(channel="email", status=Status.HANDED).order_by().values_list("address", flat=True)
    )
    assert max(mail_server.letters.values()) == 1
    assert handed <= set(mail_server.letters)
    assert fates["email", Status.HANDED] + fates["email", Status.UNKNOWN] == LETTERS
    assert set(mail_server.letters) <= handed | set(unknown)
    # Each kill ends one process, and with it one connection that carried one letter.
    assert fates["email", Status.UNKNOWN] <= KILLS
    assert fates["sms", Status.HANDED] == len(text_server.taken) == TEXTS


def put_all(mail: Gateway, texts: Gateway) -> None:
    """A client for each letter, and a phone for some of them."""
    people = Customer.objects.bulk_create(
        Customer(last_name=f"K{n}", name=f"K{n}", sort_name=f"k{n}") for n in range(LETTERS)
    )
    points = [
        ContactPoint(customer=one, kind=kind, raw=value, value=value, is_primary=True)
        for n, one in enumerate(people)
        for kind, value in (("email", f"c{n}@example.com"), ("phone", f"+7900{n:07}"))
        if kind == "email" or n < TEXTS
    ]
    ContactPoint.objects.bulk_create(points, batch_size=2_000)
    for number, (gateway, kind) in enumerate(((texts, "phone"), (mail, "email")), 1):
        wave = Wave(
            campaign_id=number, channel=gateway.channel, message_class=MessageClass.SERVICE, source=Source.TRIGGER,
            gateway_id=gateway.pk, subject="Заказ готов", body_text="Ждём вас.",
        )  # fmt: skip
        writing.put_many(AUDIENCE, {"kind": kind}, wave)


def wait_until_left(share: float) -> None:
    """Look and ring as the clock does, only more often, until so many have left the queue."""
    most, deadline = (LETTERS + TEXTS) * (1 - share), time.monotonic() + 90
    while (waiting := Message.objects.filter(status__in=WAITING).count()) > most:
        assert time.monotonic() < deadline, f"{waiting} still wait"
        recovering.recover()
        jobs.ring_for_due()
        time.sleep(0.2)


def hang_up() -> None:
    """The database ends every connection but ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
