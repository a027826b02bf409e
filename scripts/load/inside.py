"""What is done inside the product, in a process of its own: people and a gateway are made, then work goes on.

    python -m scripts.load.inside prepare    once, on a seeded base
    python -m scripts.load.inside work       an import, a scoring, a campaign, again and again, until its input closes

Both print one line of JSON. Addresses of the servers and what is wanted come by the environment.
"""

import json
import os
import select
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.services import create_user, role_by_code, system_user  # noqa: E402
from campaigns.choices import State  # noqa: E402
from campaigns.models import Campaign  # noqa: E402
from campaigns.sending import drafting  # noqa: E402
from campaigns.sending import services as campaigns  # noqa: E402
from campaigns.sending.drafting import Wish  # noqa: E402
from consents.models.gate import MessageClass, QuietHours  # noqa: E402
from customers.models import Customer  # noqa: E402
from imports import services as imports  # noqa: E402
from imports import whole  # noqa: E402
from imports.models import ImportState  # noqa: E402
from journal import runs  # noqa: E402
from journal.models import JobRun, JobState  # noqa: E402
from messaging.choices import Status  # noqa: E402
from messaging.letters.services import Text  # noqa: E402
from messaging.models import Gateway, Message  # noqa: E402
from segmentation.models import Segment  # noqa: E402
from segmentation.scores.jobs import FULL  # noqa: E402
from segmentation.segments import services as segments  # noqa: E402
from segmentation.segments.services import SegmentWish  # noqa: E402

POLL_SECONDS = 0.5
IMPORTED_SHARE = 0.02
"""Rows of one file, of the base; no fewer than so many."""
LEAST_ROWS = 500
GATEWAY, SEGMENT = "load-mail", "Load"
HANDED = "letters handed over"
SHARED = """
UPDATE customers_customer c SET responsible_id = (%(people)s::bigint[])[1 + c.id %% %(number)s]
 WHERE c.id BETWEEN %(from)s AND %(to)s
"""
BATCH = 10_000


def prepare() -> dict[str, int]:
    """Managers with clients of their own, supervisors, a gateway to the sink, a segment of all who have an e-mail."""
    wanted = {role: int(os.environ[f"KARTOTEKA_LOAD_{role.upper()}S"]) for role in ("manager", "supervisor")}
    people = {role: [_person(role, number) for number in range(count)] for role, count in wanted.items()}
    ids = [one.pk for one in people["manager"]]
    last = _share_clients(ids)
    Gateway.objects.update(is_default=False)
    Gateway.objects.update_or_create(
        code=GATEWAY,
        defaults={
            "name": GATEWAY, "channel": "email", "adapter": "smtp", "sender": "shop@example.com", "sender_name": "Shop",
            "settings": {"host": "127.0.0.1", "port": int(os.environ["KARTOTEKA_LOAD_SINK"]), "security": "none"},
            "is_default": True, "paused_at": None, "pause_reason": "",
        },
    )  # fmt: skip
    QuietHours.objects.all().delete()  # the campaign goes whatever the hour
    if not Segment.objects.filter(name=SEGMENT).exists():
        rule = {"all": [{"field": "email", "op": "filled", "values": []}]}
        segments.make(by=system_user(), wish=SegmentWish(name=SEGMENT, rule=rule, shared=True))
    return {"managers": len(ids), "supervisors": len(people["supervisor"]), "last_client": last}


def _person(role: str, number: int) -> User:
    email = f"{role}{number}@load.example.com"
    password = os.environ["KARTOTEKA_LOAD_PASSWORD"]
    if found := User.objects.filter(email=email).first():
        found.set_password(password)  # that of an earlier load is forgotten
        found.save(update_fields=["password"])
        return found
    return create_user(
        email=email, role=role_by_code(role), by=system_user(), password=password, first_name="Нагрузка",
        last_name=f"{role} {number}",
    )  # fmt: skip


def _share_clients(people: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM customers_customer")
        last = int(cursor.fetchone()[0])
        for start in range(1, last + 1, BATCH):
            part: dict[str, Any] = {"people": people, "number": len(people), "from": start, "to": start + BATCH - 1}
            cursor.execute(SHARED, part)
    return last


class Work:
    """Keeps one of each going; what has ended is counted by how it ended and begun again."""

    def __init__(self) -> None:
        self.by = User.objects.select_related("role").get(email=os.environ["KARTOTEKA_LOAD_ADMIN"])
        self.began = timezone.now()
        self.ends: Counter[str] = Counter()
        self.number = Customer.objects.count() // _rows()  # an earlier load has brought in those below
        self.going: dict[str, Callable[[], str]] = {}

    def until(self, is_over: Callable[[], bool]) -> dict[str, int]:
        """Look again and again."""
        begin = {"import": self.bring_in, "scoring": self.score, "campaign": self.send}
        while not is_over():
            for name, start in begin.items():
                if name not in self.going:
                    self.going[name] = start()
                elif ended := self.going[name]():
                    self.ends[f"{name}s {ended}"] += 1
                    del self.going[name]
            time.sleep(POLL_SECONDS)
        sent = Message.objects.filter(gateway__code=GATEWAY, status=Status.HANDED, handed_at__gte=self.began)
        return {**self.ends, HANDED: sent.count()}

    def bring_in(self) -> Callable[[], str]:
        """A file of new clients: checked, then written, by workers."""
        self.number += 1
        imported = whole.begun(whole.Wish(path=_file(self.number), by=self.by, source=f"load-{self.number}"))
        imports.start_preview(imported, by=self.by)
        return lambda: self._of_import(imported.pk)

    def _of_import(self, pk: UUID) -> str:
        imported = imports.by_id(pk)
        if imported.state == ImportState.CHECKED:
            imports.start_apply(imported, by=self.by)
        ends = {ImportState.DONE: "done", ImportState.FAILED: "failed", ImportState.MAPPED: "failed"}
        return ends.get(ImportState(imported.state), "")

    def score(self) -> Callable[[], str]:
        """Everybody, values included."""
        run = runs.start(FULL, by=self.by)
        return lambda: _end_of(run.pk)

    def send(self) -> Callable[[], str]:
        """A letter to all who have an e-mail, by the sink."""
        text = Text(body="<p>Здравствуйте! Ваш заказ собран.</p>", subject="Заказ собран")
        name = f"Load {timezone.now():%H:%M:%S}"
        wish = Wish(
            name=name, text=text, message_class=MessageClass.SERVICE, plus=[Segment.objects.get(name=SEGMENT)],
            gateway=Gateway.objects.get(code=GATEWAY),
        )  # fmt: skip
        made = drafting.save(drafting.create(by=self.by, name=name), wish, by=self.by)
        launched = campaigns.launch(campaigns.approve(made, by=self.by), by=self.by)
        return lambda: _end_of_campaign(launched.pk)


def _end_of(job: UUID) -> str:
    state = JobRun.objects.values_list("state", flat=True).get(pk=job)
    return "" if state in {JobState.QUEUED, JobState.RUNNING} else str(state)


def _end_of_campaign(pk: int) -> str:
    state = Campaign.objects.values_list("state", flat=True).get(pk=pk)
    return str(state) if state in {State.DONE, State.FAILED, State.STOPPED, State.PAUSED} else ""


def _file(number: int) -> Path:
    rows = _rows()
    path = Path(os.environ["KARTOTEKA_VAR"]) / "load.csv"
    numbers = range(number * rows, (number + 1) * rows)
    lines = (f"{n};Нагрузкин{n};Пётр;+7999{n % 10**7:07};load{n}@example.com;Казань" for n in numbers)
    path.write_text("\n".join(("ID;Фамилия;Имя;Телефон;E-mail;Город", *lines)), encoding="utf-8")
    return path


def _rows() -> int:
    return max(LEAST_ROWS, int(int(os.environ["KARTOTEKA_LOAD_CUSTOMERS"]) * IMPORTED_SHARE))


def _input_closed() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


def main(act: str) -> int:
    told = prepare() if act == "prepare" else Work().until(_input_closed)
    sys.stdout.write(json.dumps(told) + "\n")
    return int(told.get(HANDED) == 0)  # a gateway that hands nothing over is no load


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
