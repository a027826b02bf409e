"""The page of the quality of the base, and those of its cleaning: numbers open the cards they count, rights hold."""

import datetime as dt
import html
import json
import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import Role, User
from accounts.services import system_user
from customers.models import Customer
from journal import runs
from journal.models import JobRun, JobState
from listing.exports import services as export
from listing.exports.services import Wish
from quality.cleaning import policy, services
from quality.models import CleaningRun, Finding, QualityCount, Rhythm, RunState
from quality.score import counting
from tests.factories.customers import make_email, make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
PAGE = "/reports/base-quality/"


@pytest.fixture
def boss() -> User:
    return make_user(admin=True)


def looked(*, fixes: bool = False) -> CleaningRun:
    run, job = services.begin(by=system_user(), fixes=fixes, wake_up=False)
    services.work_on(run, transaction.atomic, lambda _done, _all: None)
    runs.end(job.pk, JobState.DONE)
    return CleaningRun.objects.get(pk=run.pk)


def shout(customer: Customer) -> Customer:
    """A surname in capitals."""
    Customer.objects.filter(pk=customer.pk).update(last_name="ОРЛОВ", name="ОРЛОВ Пётр Ильич")
    return customer


def test_each_number_is_the_number_of_cards_it_opens(manager: User, colleague: User, client_for: ClientFor) -> None:
    full = make_person("Орлов Пётр Ильич", responsible=manager, city="Казань", source="Реклама", sex="m")
    make_phone(full), make_email(full)
    make_email(make_person("Белов Иван", responsible=manager), "ivan@gmial.com")
    shout(make_person("Орлов Пётр Ильич", responsible=manager))
    make_person("Чужой Пётр", responsible=colleague)
    looked()
    counting.count()

    rows = {row[0]: row for row in counting.rows(
        "read_quality", people=(manager.pk,), day=counting.last_day(), by="field", cut="source"
    )}  # fmt: skip
    browser = client_for(manager)

    for code, wrong in (("phone", 2), ("email", 2), ("name", 1), ("city", 2), ("birth_date", 3)):
        assert rows[code][1] - rows[code][2] == wrong, code
        page = browser.get(reverse("customers:list"), {"wrong__is": code}).content.decode()
        assert len(re.findall(r'<tr data-id="\d+"', page)) == wrong, code
    assert "Чужой" not in browser.get(reverse("customers:list"), {"wrong__is": "phone"}).content.decode()
    tables = {one.code: one for one in browser.get(PAGE).context["made"].result.tables}
    for code, number in (("managers", 3), ("sources", 2)):  # of «Реклама» and of the unnamed: each lacks something
        cell = tables[code].rows[0].cells["wrong"]
        count = browser.get(reverse("listing:count", args=["customers"]) + "?" + cell.url.partition("?")[2])
        assert (cell.value, str(number) in count.content.decode()) == (number, True), code


def test_page_shows_score_trend_and_own_clients_only(manager: User, colleague: User, client_for: ClientFor) -> None:
    make_person("Орлов Пётр Ильич", responsible=manager)
    make_person("Чужой Пётр", responsible=colleague)
    counting.count()
    day = counting.last_day()
    assert day is not None
    counting.count(day - dt.timedelta(days=1))

    page = client_for(manager).get(PAGE).content.decode()

    assert "Качество базы" in page
    assert "Оценка по дням" in page
    assert colleague.full_name not in page
    assert client_for(manager).get(f"{PAGE}file/").status_code == 200
    assert QualityCount.objects.filter(day=day, cut="person").exists()


def test_preview_is_shown_mended_and_reported_row_by_row(boss: User, client_for: ClientFor) -> None:
    card = shout(make_person("Орлов Пётр Ильич"))
    browser = client_for(boss)
    form = {
        "checks": ["phones", "names"], "inactive_months": 24, "inactive_act": "ask", "empty_days": 7, "tasks_each": 0,
        "act": "preview",
    }  # fmt: skip
    answer = browser.post(reverse("quality:begin"), form)
    run = CleaningRun.objects.get()
    assert answer["Location"] == reverse("quality:run", args=[run.pk])
    assert "Очистка базы" in browser.get(answer["Location"]).content.decode()
    finish(run)

    page = browser.get(reverse("quality:run", args=[run.pk])).content.decode()
    for words in ("ОРЛОВ Пётр Ильич", "Орлов Пётр Ильич", "буквы не того регистра", "Исправить 1 карточку"):
        assert words in page

    browser.post(reverse("quality:mend", args=[run.pk]))
    finish(run)
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert Customer.objects.get(pk=card.pk).last_name == "Орлов"
    rows = browser.get(reverse("quality:rows", args=[run.pk]), {"state": "fixed"}).content.decode()
    assert "ОРЛОВ Пётр Ильич" in rows
    listed = browser.get(reverse("quality:runs")).content.decode()
    assert reverse("office:operation", args=[run.operation]) in listed


def finish(run: CleaningRun) -> None:
    """What the worker does."""
    job = JobRun.objects.live().get(kind=services.JOB)
    services.work_on(CleaningRun.objects.get(pk=run.pk), transaction.atomic, lambda _done, _all: None)
    runs.end(job.pk, JobState.DONE)


def test_findings_leave_by_an_export_as_they_stand_row_by_row(boss: User, client_for: ClientFor) -> None:
    card, other = shout(make_person("Орлов Пётр Ильич")), shout(make_person("Белов Иван"))
    past = looked()
    Customer.objects.filter(pk=other.pk).delete()
    make_phone(card, "+7 917 234-18-60")
    run = looked()
    browser = client_for(boss)
    chosen = {"kind": "name_case"}

    page = browser.get(reverse("quality:rows", args=[run.pk]), chosen)

    found = re.search(r'href="([^"]*/findings/export/[^"]*)"', page.content.decode())
    assert found is not None
    form = browser.get(html.unescape(found[1])).context
    assert form["count"] == Finding.objects.filter(run=run, kind="name_case").count() == 1
    wish = Wish(
        page=form["page"], choice=json.loads(form["choice"]), columns=form["shown"], format="csv", purpose="Сверка"
    )
    with translation.override("ru"):
        made = export.start_and_wait(export.prepare(wish, by=boss), by=boss)
    with export.take(made, by=boss) as content:
        lines = content.read().decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        f"{card.pk};ОРЛОВ Пётр Ильич;буквы не того регистра;ОРЛОВ Пётр Ильич;Орлов Пётр Ильич;можно исправить;"
    ]
    assert past.pk != run.pk


def test_findings_leave_with_administrators_alone(manager: User, client_for: ClientFor) -> None:
    shout(make_person("Орлов Пётр Ильич", responsible=manager))
    looked()
    manager.role = Role.objects.create(
        code="exports", name="Выгружает", scope="all", permissions=[*manager.role.permissions, "customers.export"]
    )
    manager.save(update_fields=["role"])

    page = client_for(manager).get(reverse("listing:export_new", args=["findings"]))

    assert page.status_code == 404 or page.context["count"] == 0


def test_rules_of_the_nights_are_saved(boss: User, client_for: ClientFor) -> None:
    form = {
        "checks": ["phones"], "inactive_months": 12, "inactive_act": "tag", "empty_days": 7, "tasks_each": 5,
        "rhythm": "weekly", "weekday": "6", "fixes": "on", "act": "policy",
    }  # fmt: skip
    client_for(boss).post(reverse("quality:begin"), form)

    kept = policy.current()
    assert (kept.rhythm, kept.weekday, kept.checks, kept.fixes) == (Rhythm.WEEKLY, 6, ["phones"], True)
    assert kept.options["inactive_act"] == "tag"


def test_findings_go_with_the_client() -> None:
    card = shout(make_person("Орлов Пётр Ильич"))
    looked()
    assert Finding.objects.exists()

    Customer.objects.filter(pk=card.pk).delete()

    assert not Finding.objects.exists()
