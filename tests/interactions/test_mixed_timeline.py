"""The stream of several sources and of many people: nothing lost, nothing twice, nothing sorted whole."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Role, User
from core.db import OWNER
from core.registries.timeline import Before, TimelineEvent, TimelineFilter, TimelineGroup, timeline_sources
from core.walks import first_of_each
from customers import relations, services
from customers.models import Customer
from interactions.log.models import Interaction
from interactions.log.services import record
from interactions.tasks import services as tasks
from interactions.tasks.models import Task
from sales import timeline as purchases
from sales.models import Purchase
from tests.factories.customers import make_company, make_person
from tests.factories.sales import make_purchase
from tests.factories.users import make_user
from tests.harness.client import StrictClient

CODES = ("interactions", "reviews", "tasks", "sales.purchases")
Browser = Callable[[User], StrictClient]
START = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
WHAT = st.sampled_from(["note", "review", "task", "purchase"])


def page(ids: list[int], before: Before, limit: int) -> list[TimelineEvent]:
    """What the page of the card does."""
    found = [event for code in CODES for event in timeline_sources.get(code).fetch(ids, before, limit)]
    return sorted(found, key=lambda event: (event.at, event.key), reverse=True)[:limit]


class Pages(TestCase):
    """Few moments for many events: most stand at the same second as events of other sources."""

    @settings(max_examples=25, deadline=None)
    @given(
        made=st.lists(st.tuples(WHAT, st.integers(0, 3), st.integers(0, 2)), max_size=25),
        limit=st.integers(1, 7),
        people=st.integers(1, 3),
    )
    def test_pages_lose_and_repeat_nothing(self, made: list[tuple[str, int, int]], limit: int, people: int) -> None:
        clients = [make_person() for _ in range(3)]
        ids = [one.pk for one in clients[:people]]
        for what, hour, whose in made:
            put(what, clients[whose], START + dt.timedelta(hours=hour))
        whole = page(ids, None, 1000)
        assert len(whole) == sum(1 for _what, _hour, whose in made if whose < people)
        seen: list[TimelineEvent] = []
        before: Before = None
        while part := page(ids, before, limit):
            seen += part
            before = (part[-1].at, part[-1].key)
            assert len(seen) <= len(whole)
        assert [one.key for one in seen] == [one.key for one in whole]
        assert {one.customer_id for one in whole} <= set(ids)


def put(what: str, client: Customer, at: dt.datetime) -> None:
    """One event."""
    if what == "purchase":
        Purchase.objects.create(customer=client, purchased_at=at)
    elif what == "task":
        zone = {"zone": "Europe/Moscow", "ends_at": at, "due_on": at.date()}
        Task.objects.create(text="Task", customer=client, state="done", closed_at=at, **zone)
    else:
        rating = 5 if what == "review" else None
        Interaction.objects.create(customer=client, kind=what, at=at, text="Words", rating=rating)


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_many_people_are_walked_not_sorted() -> None:
    clients = [make_person() for _ in range(20)]
    rows = [
        Interaction(customer=client, kind="note", at=START + dt.timedelta(minutes=n), text="Words")
        for client in clients
        for n in range(500)
    ]
    Interaction.objects.bulk_create(rows)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("ANALYZE interactions_interaction")
    with connection.cursor() as cursor:
        walked = first_of_each(Interaction.objects.newest(), "customer_id", [one.pk for one in clients], 31)
        sql, params = walked.query.sql_with_params()
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    nodes = list(flat((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
    most = max(node["Actual Rows"] * node["Actual Loops"] for node in nodes)
    assert most <= 31 * len(clients), [(node["Node Type"], node["Actual Rows"]) for node in nodes]
    assert len(walked) == 31
    assert [one.at for one in walked] == sorted((one.at for one in walked), reverse=True)


def flat(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The node and those below."""
    return [node, *(below for part in node.get("Plans", ()) for below in flat(part))]


@pytest.mark.django_db
def test_a_company_shows_whose_an_event_is(client_for: Browser, manager: User) -> None:
    company = make_company(responsible=manager)
    person = make_person("Сафина Лейла Маратовна", responsible=manager)
    relations.add(by=manager, customer=company, other=person, kind="contact")
    record(by=manager, customer_id=person.pk, kind="note", text="Просила скидку")
    record(by=manager, customer_id=company.pk, kind="note", text="Договор подписан")
    browser = client_for(manager)
    page = browser.get(f"/clients/{company.pk}/timeline/").content.decode()
    assert page.count(f'href="/clients/{person.pk}/"') == 1
    own = browser.get(f"/clients/{person.pk}/timeline/").content.decode()
    assert f'href="/clients/{person.pk}/"' not in own


@pytest.mark.django_db
def test_purchases_are_found_by_words_and_stand_in_their_group() -> None:
    client = make_person()
    make_purchase(client, total="500", number="ЧК-77")
    make_purchase(client, total="900", number="ЧК-88")
    found = purchases.search([client.pk], None, 10, TimelineFilter(text="чк-7"))
    assert [event.key for event in found] == [f"purchase-{Purchase.objects.get(number='ЧК-77').pk:019d}"]
    seller = make_user(role=Role.objects.get(code="manager"))
    assert purchases.search([client.pk], None, 10, TimelineFilter(author_id=seller.pk)) == []
    assert timeline_sources.get("sales.purchases").group == TimelineGroup.PURCHASES


@pytest.mark.django_db
def test_planned_of_many_people_stand_by_due(manager: User) -> None:
    clients = [make_person(responsible=manager) for _ in range(3)]
    for shift, client in zip((3, 1, 2), clients, strict=True):
        tasks.create(
            by=manager, text=f"В {shift}", customer_id=client.pk, due_at=timezone.now() + dt.timedelta(days=shift)
        )
    planned = timeline_sources.get("tasks").planned
    assert planned is not None
    assert [event.title for event in planned([one.pk for one in clients], 2)] == ["В 1", "В 2"]


@pytest.mark.django_db
def test_the_first_page_asks_each_source_once(manager: User, client_for: Browser) -> None:
    """A company and its people with everything a stream can hold."""
    company = make_company(responsible=manager)
    for _person in range(3):
        person = make_person(responsible=manager)
        relations.add(by=manager, customer=company, other=person, kind="contact")
        for client in (company, person):
            record(by=manager, customer_id=client.pk, kind="note", text="Просила скидку")
            record(by=manager, customer_id=client.pk, kind="review", text="Хорошо", rating=5)
            tasks.create(by=manager, text="Позвонить", customer_id=client.pk, due_at=timezone.now())
            put("task", client, START)
            make_purchase(client, total="500")
            services.change(by=manager, customer=client, values={"city": "Казань"})
    Interaction.objects.filter(customer=company).update(pinned_at=START)
    browser = client_for(manager)
    browser.get("/")
    asked = {}
    for address in (f"/clients/{person.pk}/timeline/", f"/clients/{company.pk}/timeline/"):
        with CaptureQueriesContext(connection) as found:
            assert browser.get(address).status_code == 200
        asked[address] = [query["sql"][:200] for query in found.captured_queries]
    assert max(len(one) for one in asked.values()) <= 8 + len(timeline_sources), asked
