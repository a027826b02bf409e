"""Public links pressed twice at the same moment, and opened by programs that look into letters before their reader."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.services import system_user
from consents.choices import ADVERTISING
from consents.models import ConsentDocument, ConsentEvent, SubjectRequest
from consents.requests.choices import RequestKind
from customers.models import ContactPoint
from messaging.models import AskedRequest, Confirmation
from messaging.public import asking, confirm, links
from tests.factories.consents import grant_pair
from tests.factories.customers import make_email, make_person
from tests.harness.client import StrictClient
from tests.messaging.public.base import advertise, make_gateways, make_operator, make_texts, path, status

pytestmark = pytest.mark.django_db(transaction=True)
Post = Callable[[StrictClient], Any]


@pytest.fixture
def point(db: None) -> ContactPoint:
    make_operator()
    make_gateways()
    make_texts()
    return make_email(make_person("Морозова Елена"), "elena@mail.example.com")


def twice_at_once(post: Post) -> list[int]:
    """Statuses of the answers."""
    start, codes = threading.Barrier(2), []

    def press() -> None:
        try:
            start.wait(10)
            codes.append(post(StrictClient()).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _each in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return sorted(codes)


def asked(point: ContactPoint) -> str:
    document = ConsentDocument.objects.get(purpose=ADVERTISING)
    return path(confirm.url_of(confirm.ask(point.pk, ADVERTISING, "email", document.pk, by=system_user())))


def erasure(point: ContactPoint) -> str:
    row = AskedRequest.objects.create(point=point, kind=RequestKind.ERASE)
    return path(links.address("act", links.Aim.ACT, row.pk.bytes))


def test_c4_a_link_confirmed_twice_at_once_confirms_once(point: ContactPoint) -> None:
    url = asked(point)

    assert twice_at_once(lambda client: client.post(url, {"confirm": "1"})) == [200, 422]
    assert status(point) == "granted"
    assert ConsentEvent.objects.filter(action="confirmed").count() == 1


def test_c6_one_click_twice_at_once_withdraws_once(point: ContactPoint) -> None:
    grant_pair(point, "email")
    url = path(links.unsubscribe_url(advertise(point)))

    assert twice_at_once(lambda client: client.post(url, {"List-Unsubscribe": "One-Click"})) == [200, 200]
    assert status(point) == "withdrawn"
    assert ConsentEvent.objects.filter(action="withdrawn", purpose=ADVERTISING).count() == 1


def test_a_request_confirmed_twice_at_once_is_one(point: ContactPoint) -> None:
    url = erasure(point)

    assert twice_at_once(lambda client: client.post(url, {"confirm": "1"})) == [200, 200]
    assert SubjectRequest.objects.count() == 1


def test_programs_that_open_every_link_of_a_letter_change_nothing(point: ContactPoint, client: StrictClient) -> None:
    grant_pair(point, "email")
    letter = advertise(point)
    copy = asking.perform(AskedRequest.objects.create(point=point, kind=RequestKind.ACCESS).pk)
    urls = [
        path(links.unsubscribe_url(letter)), path(links.preferences_url(point.customer_id, point.pk)), erasure(point),
        links.copy_path(copy.pk), asked(make_email(make_person("Другая Анна"), "anna@mail.example.com")),
    ]  # fmt: skip
    events, requests = ConsentEvent.objects.count(), SubjectRequest.objects.count()

    for url in urls:
        for look in (client.head, client.get, client.head):
            assert look(url).status_code == 200, url
        for other in (client.put, client.delete, client.patch):
            assert other(url).status_code == 405, url

    assert ConsentEvent.objects.count() == events
    assert SubjectRequest.objects.count() == requests
    assert status(point) == "granted"
    assert not Confirmation.objects.exclude(confirmed_at=None, refused_at=None).exists()
    copy.refresh_from_db()
    assert copy.bundle is not None
    assert copy.bundle.taken_at is None
