"""What goes wrong in life: people in imports under way, of several cards, contacts that move, clocks of tables."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from consents.erasure import planning, services
from consents.models import ClientConsents, ConsentEvent, ConsentState, ErasedCustomer, ErasureState, Suppression
from core.errors import DomainError
from core.registries.personal import PersonCards, person_cards
from customers.models import ContactPoint, Customer
from customers.trail import VIEWED
from imports import services as imports
from imports.models import StagedRow
from journal.models import Entry
from journal.operations import run_now
from tests.factories.consents import grant_pair, withdraw_pair
from tests.factories.customers import make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.imports.walking import brought

pytestmark = pytest.mark.django_db
Clients = Callable[[User], StrictClient]
PHONE = "+7 917 234-18-60"
ROWS = [["Звонарёва Аглая", PHONE, "", "", "Казань"], ["Петров Пётр", "+7 917 234-18-61", "", "", "Уфа"]]


@pytest.fixture
def officer() -> User:
    return make_user(role=Role.objects.get(code="privacy"))


@pytest.fixture(autouse=True)
def backups(settings: Any, tmp_path: Any) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"


def erase(person: Customer, by: User, approver: User) -> None:
    services.run_now(services.approve(services.propose([person], by=by, reason="withdrawn"), by=approver))


def test_person_in_an_import_under_way_waits_for_its_end(admin_user: User, officer: User, client_for: Clients) -> None:
    person = make_person("Звонарёва Аглая")
    make_phone(person, PHONE)
    planned = services.approve(services.propose([person], by=admin_user, reason="withdrawn"), by=officer)
    imported = brought(client_for(admin_user), ROWS)
    operation = imports.start_apply(imported, by=admin_user)

    assert planning.plan([person.pk]).blocks
    with pytest.raises(DomainError):
        services.run_now(planned)
    planned.refresh_from_db()
    assert planned.state == ErasureState.FAILED

    run_now(operation)
    imported.state = "done"
    imported.save()
    services.run_now(services.approve(planned, by=officer))
    assert ErasedCustomer.objects.filter(customer=person).exists()
    assert not StagedRow.objects.filter(said__icontains="2341860").exists()


def test_file_that_was_only_looked_at_cannot_bring_an_erased_person_back(
    admin_user: User, officer: User, client_for: Clients
) -> None:
    person = make_person("Звонарёва Аглая")
    make_phone(person, PHONE)
    imported = brought(client_for(admin_user), ROWS)
    erase(person, admin_user, officer)

    run_now(imports.start_apply(imports.by_id(imported.pk), by=admin_user))

    assert set(ContactPoint.objects.values_list("value", flat=True)) == {"+79172341861"}
    assert not Customer.objects.filter(last_name="Звонарёва").exists()


def test_all_cards_of_one_person_are_erased_at_once(
    admin_user: User, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, other = make_person("Звонарёва Аглая"), make_person("Звонарева А."), make_person("Другая Анна")
    numbers = [make_phone(card) for card in (first, second)]

    def same(ids: Sequence[int]) -> Sequence[int]:
        return [first.pk, second.pk] if {first.pk, second.pk} & set(ids) else []

    monkeypatch.setitem(person_cards._entries, "merged", PersonCards(code="merged", others=same))
    assert any("2" in note for note in planning.plan([second.pk]).notes)
    erase(second, admin_user, officer)

    assert set(ErasedCustomer.objects.values_list("customer_id", flat=True)) == {first.pk, second.pk}
    assert Suppression.objects.filter(reason="erased").count() == len(numbers)
    other.refresh_from_db()
    assert other.last_name == "Другая"


def test_contact_that_moves_to_another_card_takes_its_consents_along(operator_named: None) -> None:
    here, there = make_person(), make_person()
    point = make_phone(here)
    grant_pair(point)

    ContactPoint.objects.filter(pk=point.pk).update(customer=there)

    ads = dict(ClientConsents.objects.order_by("pk").values_list("pk", "ads"))
    assert (ads[here.pk], ads[there.pk]) == ([], ["sms"])
    assert ConsentState.objects.filter(point=point, status="granted").count() == 2


def test_number_of_a_family_is_told_of_before_it_is_forbidden(admin_user: User, officer: User) -> None:
    person, spouse = make_person(), make_person()
    for card in (person, spouse):
        make_phone(card, PHONE)

    assert any("1" in note for note in planning.plan([person.pk]).notes)
    erase(person, admin_user, officer)

    assert ContactPoint.objects.filter(customer=spouse).exists()
    assert Suppression.objects.standing().count() == 1


def test_words_of_a_consent_go_with_whoever_the_contact_belongs_to_now(
    admin_user: User, officer: User, operator_named: None
) -> None:
    before, now = make_person(), make_person()
    point = make_phone(before)
    grant_pair(point)
    ContactPoint.objects.filter(pk=point.pk).update(customer=now)

    erase(now, admin_user, officer)

    assert ConsentEvent.objects.filter(point=point).count() == 2
    assert not ConsentEvent.objects.filter(point=point, details__isnull=False).exists()


def test_withdrawal_of_an_earlier_day_does_not_undo_a_later_consent(operator_named: None) -> None:
    """What happened last counts, in whatever order it was written down."""
    point = make_phone(make_person())
    now = timezone.now()
    grant_pair(point, at=now - dt.timedelta(days=1))
    withdraw_pair(point, at=now - dt.timedelta(days=2))

    assert set(ConsentState.objects.filter(point=point).values_list("status", flat=True)) == {"granted"}


def test_p1_looking_at_a_card_is_journalled(manager: User, client_for: Clients) -> None:
    person = make_person(responsible=manager)
    client_for(manager).get(reverse("customers:detail", args=[person.pk]))

    assert Entry.objects.filter(verb=VIEWED, actor_id=manager.pk, object_id=str(person.pk)).count() == 1
