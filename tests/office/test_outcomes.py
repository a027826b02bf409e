"""The administrator's list of outcomes."""

from collections.abc import Callable

import pytest

from accounts.models import User
from core.errors import DomainError
from interactions.log import outcome_list, services
from interactions.log.models import Outcome
from interactions.log.outcome_list import OutcomeValues
from journal.models import Entry
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def test_a_new_outcome_is_offered_and_may_ask_for_the_next_step(
    client_for: Browser, admin_user: User, manager: User
) -> None:
    browser = client_for(admin_user)
    values = {"name": "Просит КП", "weight": "5", "kinds": ["call", "letter"], "needs_next": "on"}
    assert browser.post("/office/outcomes/new/", values).status_code == 302
    made = Outcome.objects.get(name="Просит КП")
    assert (made.kinds, made.needs_next, made.is_archived) == (",call,letter,", True, False)
    assert Outcome.objects.offered("letter").first() == made
    assert Entry.objects.filter(verb=outcome_list.SAVED, object_id=str(made.pk)).exists()
    assert "Просит КП" in browser.get("/office/outcomes/").content.decode()
    with pytest.raises(DomainError):
        services.record(
            by=manager, customer_id=make_person(responsible=manager).pk, kind="call", outcome=made, text="Звонок"
        )


def test_put_away_it_is_not_offered_and_stays_where_it_stands(admin_user: User, manager: User) -> None:
    outcome = Outcome.objects.offered("call").filter(needs_next=False)[0]
    customer = make_person(responsible=manager)
    entry = services.record(by=manager, customer_id=customer.pk, kind="call", outcome=outcome)
    outcome_list.save(outcome, OutcomeValues(name="Прежний", kinds=["call"], is_archived=True), by=admin_user)
    assert not Outcome.objects.offered("call").filter(pk=outcome.pk).exists()
    entry.refresh_from_db()
    assert entry.outcome == outcome


@pytest.mark.parametrize(("name", "kinds"), [("", ["call"]), ("Без повода", []), ("x" * 81, ["call"])])
def test_bad_outcomes_are_told_so(client_for: Browser, admin_user: User, name: str, kinds: list[str]) -> None:
    page = client_for(admin_user).post("/office/outcomes/new/", {"name": name, "weight": "1", "kinds": kinds})
    assert page.status_code == 422


def test_a_taken_name_is_told(client_for: Browser, admin_user: User) -> None:
    taken = Outcome.objects.order_by("pk")[0].name
    page = client_for(admin_user).post("/office/outcomes/new/", {"name": taken, "weight": "1", "kinds": ["call"]})
    assert page.status_code == 422
    assert "уже есть" in page.content.decode()


def test_only_administrators(client_for: Browser, manager: User) -> None:
    assert client_for(manager).get("/office/outcomes/").status_code == 404
