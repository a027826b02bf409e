"""Looks at clients are journalled."""

from collections.abc import Callable

import pytest

from accounts.models import User
from customers import services, trail
from journal.models import Entry
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]


def test_each_look_at_a_card_is_an_entry(client_for: Browsers, manager: User) -> None:
    customer = services.create_person(by=manager, last_name="Петров", responsible=manager)
    browser = client_for(manager)
    browser.get(customer.get_absolute_url())
    browser.get(customer.get_absolute_url())

    looks = Entry.objects.filter(verb=trail.VIEWED).order_by("id")
    assert [(look.actor_id, look.object_id) for look in looks] == [(manager.pk, str(customer.pk))] * 2


def test_refused_look_is_not_a_look(client_for: Browsers, manager: User, colleague: User) -> None:
    customer = services.create_person(by=manager, last_name="Петров", responsible=manager)

    assert client_for(colleague).get(customer.get_absolute_url()).status_code == 404
    assert not Entry.objects.filter(verb=trail.VIEWED).exists()


def test_entry_of_a_look_holds_no_name(client_for: Browsers, manager: User) -> None:
    customer = services.create_person(by=manager, last_name="Петров", responsible=manager)
    client_for(manager).get(customer.get_absolute_url())

    assert Entry.objects.get(verb=trail.VIEWED).details is None


def test_search_keeps_what_was_typed_where_it_can_be_erased(manager: User) -> None:
    trail.searched("петров", found=3, by=manager)

    assert Entry.objects.get(verb=trail.SEARCHED).details == {"text": "петров", "found": 3}


def test_single_edit_is_an_entry_about_the_client(manager: User) -> None:
    customer = services.create_person(by=manager, last_name="Петров", responsible=manager)
    before = Entry.objects.order_by("-id")[0].pk

    operation = services.archive(by=manager, customer=customer)

    entry = Entry.objects.get(pk__gt=before)
    assert (entry.verb, entry.actor_id) == ("operation.edited", manager.pk)
    assert (entry.object_type, entry.object_id) == ("customers.customer", str(customer.pk))
    assert entry.details == {"kind": "archive", "operation": str(operation.pk)}
