"""Values nobody writes to: kept as hashes, surviving their client, lifted for a reason."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from consents.gate import erasing, lists, suppression
from consents.gate.hints import hints
from consents.gate.suppression import Stop
from consents.models import Suppression
from consents.models.gate import SuppressionReason, SuppressionScope
from core.errors import DomainError
from core.registries.personal import Person
from customers.models import ContactPoint
from tests.consents.gate_base import ask, reachable
from tests.factories.customers import make_person

pytestmark = pytest.mark.django_db
NUMBER = "+7 917 234-18-60"


def test_value_is_kept_as_a_hash_alone(manager: User) -> None:
    suppression.add("phone", NUMBER, Stop(source="list of last year"), by=manager)

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(s)::text FROM consents_suppression s")
        row = cursor.fetchone()[0]
    assert "9172341860" not in row
    assert suppression.look_up("phone", "8 (917) 2341860")[0].source == "list of last year"


def test_e3_a_value_that_comes_back_is_still_forbidden(manager: User) -> None:
    to = reachable()
    value = to.point.value
    person = Person(customer_ids=(to.customer.pk,), values=(("phone", value),))
    assert (erasing.count(person), erasing.erase(person, "7"), erasing.erase(person, "7")) == (1, 1, 0)
    ContactPoint.objects.filter(pk=to.point.pk).delete()
    to.customer.delete()

    back = reachable(agreed=True)
    ContactPoint.objects.filter(pk=back.point.pk).update(value=value)
    back.point.refresh_from_db()

    assert ask(back).code == "suppressed"
    assert Suppression.objects.get().reason == SuppressionReason.ERASED


def test_the_same_twice_is_once_and_a_longer_end_wins(manager: User) -> None:
    soon, later = (timezone.now() + dt.timedelta(days=days) for days in (1, 9))
    first = suppression.add("phone", NUMBER, Stop(expires_at=later), by=manager)
    suppression.add("phone", NUMBER, Stop(expires_at=soon), by=manager)
    first.refresh_from_db()
    assert (Suppression.objects.count(), first.expires_at) == (1, later)

    suppression.add("phone", NUMBER, Stop(), by=manager)

    first.refresh_from_db()
    assert (Suppression.objects.count(), first.expires_at) == (1, None)


def test_one_that_ran_out_makes_room(manager: User) -> None:
    old = suppression.add("phone", NUMBER, Stop(expires_at=timezone.now() + dt.timedelta(days=1)), by=manager)
    Suppression.objects.filter(pk=old.pk).update(expires_at=timezone.now() - dt.timedelta(days=1))

    suppression.add("phone", NUMBER, Stop(), by=manager)

    assert Suppression.objects.standing().count() == 1
    assert len(suppression.look_up("phone", NUMBER)) == 2


def test_lifting_needs_a_reason_and_is_done_once(manager: User) -> None:
    row = suppression.add("email", "Anna@Example.com", Stop(scope=SuppressionScope.ADVERTISING), by=manager)
    with pytest.raises(DomainError):
        suppression.lift(row, by=manager, why="  ")
    suppression.lift(row, by=manager, why="asked to be written to again")
    with pytest.raises(DomainError):
        suppression.lift(row, by=manager, why="again")

    row.refresh_from_db()
    assert (row.lifted_by, row.lifted_why) == (manager, "asked to be written to again")
    assert not Suppression.objects.standing().exists()


@pytest.mark.parametrize(("kind", "raw"), [("phone", "12"), ("email", "nobody"), ("phone", ""), ("email", " ")])
def test_what_is_no_contact_is_refused_with_words(kind: str, raw: str, manager: User) -> None:
    with pytest.raises(DomainError):
        suppression.add(kind, raw, Stop(), by=manager)
    with pytest.raises(DomainError):
        suppression.look_up(kind, raw)


def test_an_end_in_the_past_is_refused(manager: User) -> None:
    with pytest.raises(DomainError):
        suppression.add("phone", NUMBER, Stop(expires_at=timezone.now()), by=manager)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_list_of_another_program_is_read_line_by_line(encoding: str) -> None:
    text = 'Клиент;Телефон;Почта\r\n"Анна";8 (917) 234-18-60;anna@Example.com\r\nникто\r\n\r\n89172341860\r\n'

    found = lists.read(SimpleUploadedFile("stop.csv", text.encode(encoding)))

    assert found.values == {("phone", "+79172341860"), ("email", "anna@example.com")}
    assert found.unread == [3]


@pytest.mark.parametrize("content", [b"", b"name\nnobody\n", b"PK\x03\x04\x00\x00"])
def test_file_without_values_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(DomainError):
        lists.read(SimpleUploadedFile("stop.csv", content))


def test_of_many_values_only_new_ones_are_counted(manager: User) -> None:
    values = [("phone", f"+7972{number:07}") for number in range(500)]

    assert suppression.add_many(values, Stop(), by=manager) == 500
    assert suppression.add_many([*values, ("phone", "+79730000000")], Stop(), by=manager) == 1


def test_card_being_typed_tells_of_a_forbidden_number(manager: User) -> None:
    suppression.add("phone", NUMBER, Stop(), by=system_user())
    request = RequestFactory().get("/")
    request.user = manager

    assert len(hints(request, None, {"phone": "89172341860", "email": "a@example.com"})) == 1
    assert hints(request, make_person().pk, {"phone": "half a num"}) == []
