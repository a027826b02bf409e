"""The card shows relations, dates and facts of a company, and tells of them in its history."""

from collections.abc import Iterable

import pytest
from django.test import Client

from accounts.models import User
from core.registries.timeline import TimelineEvent, TimelineSource, timeline_sources
from customers import changes, dates, relations
from customers.models import Customer, Relation
from tests.factories.customers import make_company, make_person

pytestmark = pytest.mark.django_db


def test_a_tie_is_made_and_undone_on_the_card(manager: User, client: Client) -> None:
    company, person = make_company(responsible=manager), make_person(responsible=manager)
    client.force_login(manager)
    found = client.post(f"/clients/{company.pk}/relations/found/", {"whom": "Морозова"}).content.decode()
    answer = client.post(
        f"/clients/{company.pk}/relations/add/", {"whom": "Морозова", "other": person.pk, "kind": "director"}
    )

    assert f'value="{person.pk}"' in found
    assert answer.status_code == 200
    assert person.title in client.get(f"/clients/{company.pk}/").content.decode()
    assert company.title in client.get(f"/clients/{person.pk}/").content.decode()


def test_a_strangers_client_cannot_be_tied(manager: User, client: Client) -> None:
    company, theirs = make_company(responsible=manager), make_person()
    client.force_login(manager)
    answer = client.post(f"/clients/{company.pk}/relations/add/", {"other": theirs.pk, "kind": "contact"})

    assert answer.status_code == 422
    assert not Relation.objects.exists()


def test_history_tells_of_dates_and_ties(manager: User) -> None:
    company, person = make_company(responsible=manager), make_person(responsible=manager)
    relations.add(by=manager, customer=company, other=person, kind="contact")
    dates.add(by=manager, customer=company, kind="founded", typed="01.02.2003")
    dates.remove(by=manager, customer=company, pk=dates.of(company)[0].pk)

    said = [line.sentence for line in changes.history(company, manager)]

    assert sum("01.02.2003" in line for line in said) == 2
    assert not any(person.last_name in line for line in said)


def test_a_company_shows_the_history_of_its_people(
    manager: User, admin_user: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, mine, theirs = make_company(responsible=manager), make_person(responsible=manager), make_person()
    for person in (mine, theirs):
        relations.add(by=admin_user, customer=company, other=person, kind="contact")
    asked: list[list[int]] = []

    def fetch(ids: Iterable[int], _before: object, _limit: int) -> list[TimelineEvent]:
        asked.append(list(ids))
        return []

    monkeypatch.setattr(timeline_sources, "_entries", {})
    timeline_sources.add(TimelineSource(code="test", label="", fetch=fetch))
    client.force_login(manager)
    client.get(f"/clients/{company.pk}/timeline/")

    assert asked == [[company.pk, mine.pk]]


def test_facts_nobody_has_told_are_folded_away(manager: User, client: Client) -> None:
    company = make_company(responsible=manager)
    Customer.objects.filter(pk=company.pk).update(city="Омск", industry="строительство")
    client.force_login(manager)
    page = client.get(f"/clients/{company.pk}/").content.decode()
    above, below = page.split("<details", 1)[0], page.split("<details", 1)[1]

    assert "строительство" in above
    assert 'id="fact-ogrn"' in below
