"""An undo of old values after a field's type, list or secrecy has changed: no word may come where numbers stand."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from core.errors import DomainError
from customers.changes import history, restore
from customers.custom import definitions
from customers.custom.values import change, plain_value, values_of
from customers.custom.wishes import Wish
from customers.models import Customer, CustomField, CustomValues
from journal.history import event_model
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


@pytest.fixture
def own(admin_user: User) -> CustomField:
    return definitions.create(by=admin_user, wish=Wish(name="Обхват", type="text"))


def write(own: CustomField, customer: Customer, value: object, by: User) -> Operation:
    done = change(by=by, customer=customer, values={own: value})
    assert done is not None
    return done


def undo(operation: Operation, by: User) -> Operation:
    return run_now(start_undo(operation, by, queued=False))


NUMBERS = ("integer", "money")
TYPES = (*NUMBERS, "date", "moment", "flag", "link", "client")


@pytest.mark.parametrize(("to", "after"), [*((to, "48") for to in NUMBERS), *((to, None) for to in TYPES)])
def test_old_word_does_not_come_back(
    admin_user: User, own: CustomField, client_for: Browser, to: str, after: str | None
) -> None:
    client = make_person()
    write(own, client, "javascript:alert(1)", admin_user)
    edit = write(own, client, after, admin_user)
    definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Обхват", type=to))

    back = undo(edit, admin_user)

    assert back.kept == 1
    assert values_of(client.pk).get(own.key) == after
    browser = client_for(admin_user)
    assert browser.get(client.get_absolute_url()).status_code == 200
    assert browser.get(f"/clients/?columns=full_name,{own.catalogue_code}").status_code == 200


@pytest.mark.parametrize("to", ["date", "moment"])
@pytest.mark.parametrize("day", ["2026-02-31", "2025-02-29", "0000-01-01", "9999-12-31"])
def test_impossible_day_does_not_come_back(
    admin_user: User, own: CustomField, client_for: Browser, to: str, day: str
) -> None:
    client = make_person()
    write(own, client, day if to == "date" else f"{day}T10:00:00+00:00", admin_user)
    edit = write(own, client, None, admin_user)
    definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Обхват", type=to))

    assert undo(edit, admin_user).kept == 1

    browser = client_for(admin_user)
    assert values_of(client.pk) == {}
    assert browser.get(f"/clients/?columns=full_name,{own.catalogue_code}").status_code == 200


def test_leap_day_comes_back(admin_user: User, own: CustomField) -> None:
    client = make_person()
    write(own, client, "2024-02-29", admin_user)
    edit = write(own, client, None, admin_user)
    definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Обхват", type="date"))

    assert undo(edit, admin_user).kept == 0
    assert values_of(client.pk) == {own.key: "2024-02-29"}


def test_what_fits_still_comes_back(admin_user: User, own: CustomField) -> None:
    client, other = make_person(), definitions.create(by=admin_user, wish=Wish(name="Цвет", type="text"))
    write(own, client, "7", admin_user)
    change(by=admin_user, customer=client, values={other: "синий"})
    edit = change(by=admin_user, customer=client, values={own: "8", other: "красный"})
    definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Обхват", type="integer"))
    assert edit is not None

    assert undo(edit, admin_user).kept == 0
    assert values_of(client.pk) == {own.key: "7", other.key: "синий"}


def test_option_that_is_gone_does_not_come_back(admin_user: User) -> None:
    wish = Wish(name="Длина рукава", type="choice", options=(("", "S", False), ("", "M", False)))
    own, client = definitions.create(by=admin_user, wish=wish), make_person()
    small, medium = (str(one["id"]) for one in own.options)
    write(own, client, small, admin_user)
    edit = write(own, client, medium, admin_user)
    left = Wish(name="Длина рукава", type="choice", options=((medium, "M", False),))
    definitions.change(by=admin_user, pk=own.pk, wish=left)

    assert undo(edit, admin_user).kept == 1
    assert values_of(client.pk) == {own.key: medium}


def made_secret(own: CustomField, by: User) -> Operation:
    return definitions.change(by=by, pk=own.pk, wish=Wish(name="Обхват", type=own.type, is_sensitive=True))[1]


def images(own: CustomField) -> list[object]:
    events: Any = event_model(CustomValues).objects
    rows = events.order_by("pgh_id").values_list("values", flat=True)
    return [values[own.key] for values in rows if own.key in values]


def test_old_values_of_a_secret_lie_in_no_image_and_come_back_under_the_cipher(
    admin_user: User, own: CustomField
) -> None:
    client = make_person()
    write(own, client, "450977 1234", admin_user)
    edit = write(own, client, None, admin_user)
    assert images(own) == ["450977 1234"]

    made_secret(own, admin_user)

    (image,) = images(own)
    assert "450977" not in str(image)
    assert undo(edit, admin_user).kept == 0
    own.refresh_from_db()
    assert values_of(client.pk) == {own.key: image}
    assert plain_value(own, image) == "450977 1234"


def test_what_a_secret_cannot_hold_is_taken_out_of_the_images(admin_user: User, own: CustomField) -> None:
    client, other = make_person(), definitions.create(by=admin_user, wish=Wish(name="Цвет", type="text"))
    write(other, client, "синий", admin_user)
    write(own, client, "до пояса", admin_user)
    write(own, client, None, admin_user)
    wish = Wish(name="Обхват", type="date", is_sensitive=True)
    definitions.change(by=admin_user, pk=own.pk, wish=wish)

    assert images(own) == []
    assert images(other) == ["синий", "синий"]


def test_secrecy_is_not_taken_back_over_secrets_written_since(admin_user: User, own: CustomField) -> None:
    operation = made_secret(own, admin_user)
    own.refresh_from_db()
    write(own, make_person(), "450977 1234", admin_user)

    with pytest.raises(DomainError, match="Значения поля"):
        start_undo(operation, admin_user, queued=False)


def test_secret_of_the_past_is_masked_in_the_history_of_an_open_field(
    admin_user: User, own: CustomField, client_for: Browser
) -> None:
    client = make_person()
    write(own, client, "450977 1234", admin_user)
    write(own, client, None, admin_user)
    undo(made_secret(own, admin_user), admin_user)
    own.refresh_from_db()
    assert own.is_sensitive is False

    page = client_for(admin_user).get(f"{client.get_absolute_url()}panels/changes/").text

    assert "gAAAA" not in page
    assert "450977" not in page
    event = next(one.event for one in history(client, admin_user) if "Обхват" in one.sentence)
    with pytest.raises(DomainError, match="секрет"):
        restore(by=admin_user, customer=client, event=event, field=own.catalogue_code)


@pytest.mark.parametrize("to", ["integer", "money", "date", "moment", "flag", "link", "client"])
def test_history_tells_of_words_of_another_type(
    admin_user: User, own: CustomField, client_for: Browser, to: str
) -> None:
    client = make_person()
    write(own, client, "до пояса", admin_user)
    write(own, client, None, admin_user)
    definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Обхват", type=to))
    browser = client_for(admin_user)

    for address in ("panels/changes/", "timeline/"):
        assert browser.get(f"{client.get_absolute_url()}{address}").status_code == 200
    assert to == "flag" or "до пояса" in browser.get(f"{client.get_absolute_url()}panels/changes/").text
