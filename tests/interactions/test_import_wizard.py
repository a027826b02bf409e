"""The wizard with a history of another program: its kind found out, each step in its words, brought in and seen."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from imports.models import Import
from imports.staging.rules import DEFAULT_KEYS
from interactions.log.models import Interaction
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient
from tests.imports.walking import applied, checked, table

pytestmark = pytest.mark.django_db
HEADINGS = ("Телефон", "Дата", "Тип", "Комментарий", "Результат", "Оператор")
ROWS = (
    ("+7 916 111-22-33", "05.10.2026 12:30", "Исходящий звонок", "Ждёт счёт", "Перезвонить", "Незнакомов"),
    ("+7 916 111-22-33", "06.10.2026 09:05", "Гадание", "На картах", "", ""),
    ("+7 916 111-22-44", "", "Письмо", "Без даты", "", ""),
)


def sent(browser: StrictClient) -> Import:
    answer = browser.post(reverse("imports:new"), {"file": table(ROWS, HEADINGS, "звонки.csv")})
    assert answer.status_code == 302, answer.content.decode()
    imported = Import.objects.newest_first()[0]
    assert imported.entity == "interactions"
    page = browser.get(reverse("imports:mapping", args=[imported.pk])).content.decode()
    assert "Вид взаимодействия" in page
    imported.refresh_from_db()
    columns = {f"target-{at}": imported.mapping.get(heading) or "" for at, heading in enumerate(imported.headings)}
    lacking = browser.post(reverse("imports:mapping", args=[imported.pk]), {**columns, "target-1": "", "act": "next"})
    assert lacking.status_code == 422
    answer = browser.post(reverse("imports:mapping", args=[imported.pk]), {**columns, "act": "next"})
    assert answer.status_code == 302, answer.content.decode()
    return checked(browser, imported, use=list(DEFAULT_KEYS))


def test_a_history_goes_through_every_step(client_for: Callable[[User], StrictClient], admin_user: User) -> None:
    browser = client_for(admin_user)
    client = make_person()
    make_phone(client, "+79161112233")

    imported = sent(browser)
    preview = browser.get(reverse("imports:preview", args=[imported.pk])).content.decode()
    assert "Звонок, клиенту" in preview
    assert "загрузить 2 записи истории" in preview
    assert imported.counts["rejected"] == 1
    rejected = browser.get(reverse("imports:rejects", args=[imported.pk]))
    assert b"".join(rejected.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]  # a file
    applied(browser, imported)
    assert "Новые записи" in browser.get(reverse("imports:result", args=[imported.pk])).content.decode()

    assert list(Interaction.objects.order_by("at").values_list("kind", "direction", "text")) == [
        ("call", "out", "Ждёт счёт"), ("note", "", "На картах"),
    ]  # fmt: skip
    card = browser.get(reverse("customers:timeline", args=[client.pk])).content.decode()
    assert "Ждёт счёт" in card

    again = sent(browser)
    assert (again.counts.get("new", 0), again.counts["unchanged"]) == (0, 2)
