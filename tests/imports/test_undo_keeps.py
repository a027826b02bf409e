"""An import taken back after its clients have lived on: who got something since stays in the archive, with a reason."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from customers.models import Customer
from imports import whole
from interactions.log.models import Interaction
from interactions.tasks import services as tasks
from sales.services import Line
from tests.factories.sales import make_product, make_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
NAMES = ("Звонкова", "Покупкина", "Задачина", "Тихая")


def test_who_got_a_talk_a_purchase_or_a_task_since_is_kept(tmp_path: Path, admin_user: User) -> None:
    path = tmp_path / "base.csv"
    rows = (f"{name};Анна;+7900000000{at}" for at, name in enumerate(NAMES))
    path.write_text("\n".join(("Фамилия;Имя;Телефон", *rows)), encoding="utf-8")
    imported = whole.applied(whole.checked(whole.Wish(path=path, by=system_user())), by=system_user())
    talked, bought, busy, _quiet = (Customer.objects.get(last_name=name) for name in NAMES)
    Interaction.objects.create(customer=talked, kind="note", at=timezone.now(), text="Любит чай")
    make_purchase(bought, Line(product=make_product()))
    tasks.create(by=admin_user, text="Перезвонить", customer_id=busy.pk)

    plan, done = (said_by(str(imported.operation), *more) for more in (("--dry-run",), ()))

    assert plan["deleted"] == done["deleted"]
    kept = {one["object"]: one["reason"] for one in done["kept"]}
    mine = {f"customers.customer:{one.pk}" for one in (talked, bought, busy)}
    assert {name: why for name, why in kept.items() if name in mine} == dict.fromkeys(mine, "pointed_at")
    left = Customer.objects.order_by("pk")
    assert [one.last_name for one in left] == list(NAMES[:3])
    assert all(one.archived_at for one in left)


def said_by(operation: str, *more: str) -> dict[str, list[dict[str, str]]]:
    out = StringIO()
    call_command("undo", operation, *more, "--json", stdout=out)
    found: dict[str, list[dict[str, str]]] = json.loads(out.getvalue())
    return found
