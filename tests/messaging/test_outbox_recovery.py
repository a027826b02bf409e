"""What is done with what a worker left, by what its gateway can do; and that two workers never take the same row."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.db.models.functions import Now

from journal.runs.leases import lease_end
from messaging.choices import Status
from messaging.models import Gateway, Message
from messaging.outbox import claiming, recovering, services, telling
from messaging.outbox.recovering import MOST_ATTEMPTS, PATIENCE
from messaging.transports.base import ErrorKind, SendError, StatusEvent
from messaging.transports.base import Status as Told
from tests.messaging.outbox_base import letter_to, now, scripted_gateway, sent
from tests.messaging.scripted import SCRIPT


@pytest.fixture(autouse=True)
def script() -> None:
    SCRIPT.fresh()


def left(status: Status, **values: object) -> Message:
    """As a worker leaves it that dies; its lease has run out."""
    message = letter_to()
    gone = {"lease_by": "dead", "lease_until": Now() - PATIENCE, "decided_at": Now(), "attempts": 1, **values}
    Message.objects.filter(pk=message.pk).update(status=status, **gone)
    return message


@pytest.mark.django_db
def test_taken_up_and_not_begun_goes_back() -> None:
    scripted_gateway()
    message = left(Status.LEASED)

    assert recovering.recover() == 1
    assert recovering.recover() == 0
    assert sent() == 1
    assert now(message).status == Status.HANDED


@pytest.mark.django_db
def test_half_handed_over_is_parked_where_nobody_can_tell() -> None:
    scripted_gateway()
    message = left(Status.HANDING)

    recovering.recover()

    assert sent() == 0
    assert now(message).status == Status.UNKNOWN


@pytest.mark.django_db
def test_half_handed_over_goes_again_under_its_key() -> None:
    SCRIPT.fresh(idempotent=True, bulk_max=50)
    scripted_gateway()
    message, hopeless = left(Status.HANDING), left(Status.HANDING, attempts=MOST_ATTEMPTS)

    recovering.recover()

    assert sent() == 1
    assert (now(message).status, now(hopeless).status) == (Status.HANDED, Status.UNKNOWN)


@pytest.mark.django_db
def test_gateway_that_can_be_asked_is_asked() -> None:
    SCRIPT.fresh(asked_by_key=True, bulk_max=50)
    scripted_gateway()
    heard, failed, never, silent, forgotten = (left(Status.HANDING) for _n in range(5))
    Message.objects.filter(pk=forgotten.pk).update(decided_at=Now() - PATIENCE * 2)
    no = SendError(kind=ErrorKind.PERMANENT, code="404")
    SCRIPT.known = [
        StatusEvent(status=Told.DELIVERED, idempotency_key=heard.pk, provider_id="77"),
        StatusEvent(status=Told.FAILED, idempotency_key=failed.pk, error=SendError(kind=ErrorKind.RECIPIENT)),
        StatusEvent(status=Told.UNKNOWN, idempotency_key=never.pk, error=no),
    ]

    recovering.recover()

    assert [now(one).status for one in (heard, failed, never, silent, forgotten)] == [
        Status.HANDED, Status.FAILED, Status.QUEUED, Status.HANDING, Status.UNKNOWN,
    ]  # fmt: skip
    assert now(heard).provider_id == "77"


@pytest.mark.django_db
def test_worker_thought_dead_may_still_say_that_it_is_parked_no_more() -> None:
    scripted_gateway()
    message = left(Status.UNKNOWN, lease_by="slow", lease_until=None)
    row = {"id": message.pk, "status": Status.HANDED, "handed_at": now(message).decided_at}

    telling.write([row], {message.pk: now(message)}, by="other")
    assert now(message).status == Status.UNKNOWN
    telling.write([row], {message.pk: now(message)}, by="slow")
    assert now(message).status == Status.HANDED


@pytest.mark.django_db
def test_status_told_before_our_own_word_stays() -> None:
    scripted_gateway()
    message = left(Status.HANDING, lease_by="me")
    Message.objects.filter(pk=message.pk).update(status=Status.DELIVERED)
    row = {"id": message.pk, "status": Status.HANDED, "handed_at": now(message).decided_at, "provider_id": "5"}

    telling.write([row], {message.pk: now(message)}, by="me")

    found = now(message)
    assert (found.status, found.provider_id) == (Status.DELIVERED, "5")
    assert found.handed_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_row() -> None:
    gateway = scripted_gateway()
    messages = {letter_to().pk for _n in range(30)}
    taken: list[list[Message]] = [[], []]

    def take(number: int) -> None:
        while rows := claiming.claim(gateway.pk, by=f"w{number}", most=4):
            taken[number] += rows
        connection.close()

    threads = [threading.Thread(target=take, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = [one.pk for rows in taken for one in rows]
    assert len(found) == len(set(found)) == 30
    assert set(found) == messages


@pytest.mark.django_db
def test_client_with_a_message_on_its_way_waits_for_the_next_claim() -> None:
    gateway = scripted_gateway()
    first = letter_to()
    second = letter_to(first.customer.contact_points.get() if first.customer else None)
    (taken,) = claiming.claim(gateway.pk, by="one", most=10)

    assert taken.pk == first.pk
    assert claiming.claim(gateway.pk, by="two", most=10) == []
    claiming.release([taken], by="one")
    assert sent() == 2
    assert now(second).status == Status.HANDED


@pytest.mark.django_db
def test_gateway_whose_kind_is_gone_is_paused() -> None:
    gateway: Gateway = scripted_gateway(adapter="gone")
    message = letter_to()

    assert services.deliver(seconds=5) == 0

    gateway.refresh_from_db()
    assert gateway.paused_at is not None
    assert now(message).status == Status.QUEUED


@pytest.mark.django_db
def test_lease_of_a_clock_that_was_set_back_does_not_hold_a_message_for_days() -> None:
    scripted_gateway()
    ahead = left(Status.LEASED, lease_until=Now() + dt.timedelta(days=3))
    held = left(Status.LEASED, lease_until=lease_end())

    assert claiming.bring_leases_back() == 1

    assert Message.objects.filter(pk=ahead.pk, lease_until__lte=lease_end()).exists()
    assert Message.objects.filter(pk=held.pk, lease_until__lte=lease_end()).exists()
