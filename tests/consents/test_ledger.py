"""The ledger: rules C-1, C-2, C-3, C-7, C-8 and what it refuses."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from consents import keyed, services
from consents.choices import ADVERTISING, MARKETING, Method
from consents.documents import publishing, reconsent
from consents.ledger import expiring
from consents.ledger.checking import Wish
from consents.ledger.rebuilding import rebuild
from consents.models import ClientConsents, ConsentDocument, ConsentEvent, ConsentState
from core.errors import DomainError
from customers import points
from customers.models import ContactPoint
from tests.factories.consents import SAID, grant_pair, make_document, wishes, withdraw_pair
from tests.factories.customers import make_email, make_person, make_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(operator_named: None) -> ContactPoint:
    return make_phone(make_person())


def states(point: ContactPoint) -> dict[str, str]:
    rows = ConsentState.objects.filter(point=point).order_by("pk")
    return {f"{row.purpose_id}.{row.channel_id}": row.status for row in rows}


def summed(point: ContactPoint) -> ClientConsents:
    return ClientConsents.objects.get(pk=point.customer_id)


def test_c1_consent_belongs_to_the_point_and_a_changed_number_has_none(manager: User, phone: ContactPoint) -> None:
    grant_pair(phone)
    points.change(by=manager, customer=phone.customer, pk=phone.pk, raw="+7 917 234-18-60", label="")

    new = ContactPoint.objects.of(phone.customer).get()
    assert new.pk != phone.pk
    assert states(new) == {}
    assert states(phone) == {"marketing.sms": "granted", "advertising.sms": "granted"}
    assert (summed(phone).states, summed(phone).ads) == ({}, [])


def test_what_stands_is_read_once_for_states_and_once_for_advertising() -> None:
    """Joined with itself it compares every pair of a batch whenever the base has not counted its rows yet."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT * FROM consents_summed(ARRAY[1, 2]::bigint[])")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("CTE Scan on standing") == 2, plan


def test_events_of_points_are_read_before_what_was_declared_void() -> None:
    """The other way round all events are looked at beside each point whenever the base has not counted its rows yet."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT * FROM consents_derived('{}'::uuid[])")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "CTE told" in plan, plan


def test_c2_advertising_needs_both_consents(phone: ContactPoint) -> None:
    make_document(MARKETING)
    make_document(ADVERTISING)
    for purpose, ads in ((MARKETING, []), (ADVERTISING, ["sms"])):
        services.grant(
            by=system_user(), customer=phone.customer, wishes=[Wish(phone.pk, purpose, "sms")], method=Method.MANUAL,
            evidence=SAID,
        )  # fmt: skip
        assert summed(phone).ads == ads


def test_c3_an_event_keeps_the_words_and_the_hash_of_the_text(phone: ContactPoint) -> None:
    document = make_document(MARKETING, label="Согласен на обработку")
    make_document(ADVERTISING)
    grant_pair(phone)

    event = ConsentEvent.objects.get(purpose=MARKETING)
    assert event.document == document
    assert event.document_sha256 == document.sha256 == publishing.sha256_of(document)
    assert event.details == {"reason": SAID.reason}
    assert bytes(event.value_hmac) == keyed.digest("phone", phone.value)


def test_c8_a_new_version_voids_old_grants_only_when_it_asks_again(phone: ContactPoint) -> None:
    grant_pair(phone)
    make_document(ADVERTISING, body="Другой текст.")
    assert states(phone)["advertising.sms"] == "granted"

    newest = make_document(ADVERTISING, body="Третий текст.", requires_reconsent=True)
    old = ConsentDocument.objects.filter(purpose=ADVERTISING).exclude(pk=newest.pk).order_by("pk")
    assert all(document.void_since for document in old)
    assert reconsent.waiting(newest) == 1
    assert reconsent.write_batch(newest, by=system_user()) == 1
    assert reconsent.write_batch(newest, by=system_user()) == 0
    assert states(phone) == {"marketing.sms": "granted", "advertising.sms": "pending"}
    assert summed(phone).ads == []

    grant_pair(phone)
    assert summed(phone).ads == ["sms"]


def test_a_withdrawal_holds_at_once_and_wherever_the_number_stands(phone: ContactPoint) -> None:
    twin = make_phone(make_person("Петров Пётр"), phone.raw)
    grant_pair(phone)
    grant_pair(twin)

    withdraw_pair(phone)

    assert set(states(phone).values()) == set(states(twin).values()) == {"withdrawn"}
    assert summed(twin).ads == []
    assert ConsentEvent.objects.filter(point=twin, action="withdrawn", details__isnull=True).count() == 2


def test_a_number_moved_to_another_client_has_no_consent_there(manager: User, phone: ContactPoint) -> None:
    grant_pair(phone)
    points.remove(by=manager, customer=phone.customer, pk=phone.pk)
    moved = make_phone(make_person("Новый Владелец"), phone.raw)

    assert states(moved) == {}
    assert summed(moved).ads == summed(phone).ads == []


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (dt.timedelta(days=1), "будущем"),
        (dt.datetime(1979, 5, 1, tzinfo=dt.UTC), "до рождения"),
    ],
)
def test_clocks_that_disagree_are_refused_in_words(phone: ContactPoint, at: Any, words: str) -> None:
    phone.customer.birth_date = dt.date(1980, 1, 1)
    with pytest.raises(DomainError, match=words):
        grant_pair(phone, at=timezone.now() + at if isinstance(at, dt.timedelta) else at)


def test_a_clock_some_minutes_ahead_counts_as_now(phone: ContactPoint) -> None:
    grant_pair(phone, at=timezone.now() + dt.timedelta(minutes=4))

    event = ConsentEvent.objects.order_by("pk").first()
    assert event is not None
    assert event.occurred_at <= event.recorded_at


def test_a_consent_older_than_the_withdrawal_is_refused(phone: ContactPoint) -> None:
    now = timezone.now()
    withdraw_pair(phone, at=now - dt.timedelta(days=1))

    with pytest.raises(DomainError, match="отозвано позже"):
        grant_pair(phone, at=now - dt.timedelta(days=2))
    assert set(states(phone).values()) == {"withdrawn"}


def test_of_one_moment_the_withdrawal_wins(phone: ContactPoint) -> None:
    at = timezone.now() - dt.timedelta(days=1)
    grant_pair(phone, at=at)
    withdraw_pair(phone, at=at)

    assert set(states(phone).values()) == {"withdrawn"}


def test_wishes_that_do_not_fit_are_refused(phone: ContactPoint) -> None:
    grant_pair(phone)
    other = make_email(make_person("Чужой Человек"))
    for wish in (
        Wish(phone.pk, MARKETING, "email"),
        Wish(phone.pk, "nothing", "sms"),
        Wish(phone.pk, MARKETING, "pigeon"),
        Wish(other.pk, MARKETING, "email"),
    ):
        with pytest.raises(DomainError), transaction.atomic():
            services.grant(
                by=system_user(), customer=phone.customer, wishes=[wish], method=Method.MANUAL, evidence=SAID
            )
    with pytest.raises(DomainError, match="хотя бы одно"):
        services.withdraw(by=system_user(), customer=phone.customer, wishes=[], method=Method.MANUAL, evidence=SAID)


def test_no_consent_without_a_published_text(phone: ContactPoint) -> None:
    with pytest.raises(DomainError, match="опубликуйте"):
        services.grant(
            by=system_user(), customer=phone.customer, wishes=wishes(phone), method=Method.MANUAL, evidence=SAID
        )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE consents_consentevent SET action = 'granted'", "DELETE FROM consents_consentevent"],
)
def test_events_are_only_added(phone: ContactPoint, statement: str) -> None:
    withdraw_pair(phone)
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_published_text_stays_as_it_is(phone: ContactPoint) -> None:
    document = make_document()
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        ConsentDocument.objects.filter(pk=document.pk).update(body="Подменили")
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        document.delete()
    with pytest.raises(DomainError, match="следующую версию"):
        publishing.publish(by=system_user(), pk=document.pk)
    with pytest.raises(DomainError):
        publishing.delete_draft(by=system_user(), pk=document.pk)


def test_consents_run_out_and_questions_too(phone: ContactPoint) -> None:
    grant_pair(phone)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE consents_consentstate SET expires_at = now() - interval '1 day' WHERE purpose_id = 'marketing'"
        )
        cursor.execute(
            "UPDATE consents_consentstate SET status = 'pending', since = now() - interval '15 days'"
            " WHERE purpose_id = 'advertising'"
        )

    assert expiring.write_batch(by=system_user()) == 2
    assert set(states(phone).values()) == {"expired"}
    assert expiring.write_batch(by=system_user()) == 0


def test_a_rebuild_finds_and_mends_what_is_false(phone: ContactPoint) -> None:
    grant_pair(phone)
    email = make_email(phone.customer)
    withdraw_pair(email, "email")
    good = (states(phone), states(email), summed(phone).states, summed(phone).ads)
    assert rebuild().false == 0
    ConsentState.objects.filter(point=phone, purpose=MARKETING).update(status="withdrawn")
    ConsentState.objects.filter(point=email, purpose=MARKETING).delete()
    ClientConsents.objects.update(states={}, ads=[])

    assert rebuild().false == 2
    assert (states(phone), states(email), summed(phone).states, summed(phone).ads) == good


@pytest.mark.django_db(transaction=True)
def test_two_withdrawals_at_once_are_both_kept(operator_named: None) -> None:
    phone = make_phone(make_person())
    grant_pair(phone)
    ready = threading.Barrier(2)
    failures: list[BaseException] = []

    def stop() -> None:
        try:
            ready.wait()
            withdraw_pair(ContactPoint.objects.select_related("customer").get(pk=phone.pk))
        except BaseException as error:  # told below
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=stop) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    assert ConsentEvent.objects.filter(action="withdrawn").count() == 4
    assert set(states(phone).values()) == {"withdrawn"}
    assert rebuild().false == 0
