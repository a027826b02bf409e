"""Providers of letters by django-anymail, with Unisender Go on loopback."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_httpserver import HTTPServer

from messaging.transports.base import ErrorKind, GatewayError, MessageAdapter, Status
from messaging.transports.kinds import register
from messaging.transports.registry import adapters
from tests.messaging.transports.making import account, letter

KEY = "uni-secret"
SEND = "/api/v1/email/send.json"
ADDRESS = "anna@example.com"


@pytest.fixture
def way(httpserver: HTTPServer) -> Iterator[MessageAdapter]:
    with provider("unisender_go", api_url=httpserver.url_for("/api/v1")) as made:
        yield made


def provider(name: str, **settings: Any) -> MessageAdapter:
    register()
    told = {"provider": name, **settings}
    return adapters.get("anymail").make(account(channel="email", settings=told, secrets={"api_key": KEY}))


def called(events: list[dict[str, Any]], *, key: str = KEY) -> HttpRequest:
    """A callback as the provider signs it."""
    told = {"auth": "AUTH", "events_by_user": [{"user_id": 1, "events": events}]}
    body = json.dumps(told)
    signature = hashlib.md5(body.replace("AUTH", key).encode(), usedforsecurity=False).hexdigest()
    return RequestFactory().post("/", body.replace("AUTH", signature), content_type="application/json")


def event(status: str, key: str, **delivery: str) -> dict[str, Any]:
    return {
        "event_name": "transactional_email_status",
        "event_data": {
            "job_id": "1Zy", "email": ADDRESS, "status": status, "event_time": "2026-11-20 10:00:00",
            "metadata": {"kartoteka_id": key}, "delivery_info": delivery,
        },
    }  # fmt: skip


def test_takes_a_letter(way: MessageAdapter, httpserver: HTTPServer) -> None:
    httpserver.expect_request(SEND).respond_with_json({"status": "success", "job_id": "1Zy", "emails": [ADDRESS]})
    sent = letter(headers={"List-Unsubscribe": "<https://example.com/u>"})

    result = way.send([sent])[0]

    assert result.accepted
    assert result.provider_id
    told = httpserver.log[0][0].get_json()["message"]
    assert told["from_email"] == "shop@example.com"
    assert told["recipients"][0]["email"] == ADDRESS
    assert sent.idempotency_key.hex in json.dumps(told)
    assert httpserver.log[0][0].headers["X-API-KEY"] == KEY


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("invalid", ErrorKind.RECIPIENT),
        ("permanent_unavailable", ErrorKind.REFUSED),
        ("unsubscribed", ErrorKind.REFUSED),
        ("temporary_unavailable", ErrorKind.TEMPORARY),
    ],
)
def test_refused_addressee(way: MessageAdapter, httpserver: HTTPServer, word: str, kind: ErrorKind) -> None:
    told = {"status": "success", "job_id": "1Zy", "emails": [], "failed_emails": {ADDRESS: word}}
    httpserver.expect_request(SEND).respond_with_json(told)

    error = way.send([letter()])[0].error

    assert error is not None
    assert error.kind == kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.PERMANENT),
        (401, ErrorKind.AUTH),
        (402, ErrorKind.BALANCE),
        (429, ErrorKind.RATE),
        (500, ErrorKind.UNKNOWN),
        (503, ErrorKind.TEMPORARY),
    ],
)
def test_faults_of_the_call(way: MessageAdapter, httpserver: HTTPServer, status: int, kind: ErrorKind) -> None:
    httpserver.expect_request(SEND).respond_with_data("no", status=status, headers={"Retry-After": "7"})

    error = way.send([letter()])[0].error

    assert error is not None
    assert (error.kind, error.retry_after) == (kind, 7)


def test_garbage_is_not_known(way: MessageAdapter, httpserver: HTTPServer) -> None:
    httpserver.expect_request(SEND).respond_with_data("<html>")

    error = way.send([letter()])[0].error

    assert error is not None
    assert error.kind == ErrorKind.UNKNOWN


def test_provider_that_is_not_there_is_temporary() -> None:
    with provider("unisender_go", api_url="http://127.0.0.1:9/api/v1") as way:
        error = way.send([letter()])[0].error

    assert error is not None
    assert error.kind == ErrorKind.TEMPORARY


def test_address_with_a_newline_goes_nowhere(way: MessageAdapter, httpserver: HTTPServer) -> None:
    error = way.send([letter("anna@example.com\nBcc: all@example.com")])[0].error

    assert error is not None
    assert error.kind == ErrorKind.RECIPIENT
    assert not httpserver.log


def test_company_with_quotes_in_its_name_writes_letters(way: MessageAdapter, httpserver: HTTPServer) -> None:
    httpserver.expect_request(SEND).respond_with_json({"status": "success", "job_id": "1Zy", "emails": [ADDRESS]})

    assert way.send([letter(sender_name='ООО "Ромашка", Казань')])[0].error is None

    told = httpserver.log[0][0].get_json()["message"]
    assert (told["from_name"], told["from_email"]) == ('ООО "Ромашка", Казань', "shop@example.com")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"sender_name": "Магазин\nBcc: all@example.com"}, ErrorKind.SENDER),
        ({"sender_name": 'ООО "А", "Б", В'}, None),
        ({"reply_to": "not an address@"}, ErrorKind.SENDER),
    ],
)
def test_our_own_fault_is_none_of_the_addressee(
    way: MessageAdapter, httpserver: HTTPServer, values: dict[str, str], kind: ErrorKind | None
) -> None:
    httpserver.expect_request(SEND).respond_with_json({"status": "success", "job_id": "1Zy", "emails": [ADDRESS]})

    error = way.send([letter(**values)])[0].error

    assert (error.kind if error else None) == kind


def test_settings_that_lack_something_are_told_of() -> None:
    with provider("unisender_go") as way, pytest.raises(GatewayError, match=r"API_URL|api_url"):
        way.check()


@pytest.mark.parametrize(
    ("word", "delivery", "status", "kind"),
    [
        ("sent", {}, Status.SENT, None),
        ("delivered", {}, Status.DELIVERED, None),
        ("opened", {}, Status.READ, None),
        ("hard_bounced", {"delivery_status": "err_user_unknown"}, Status.FAILED, ErrorKind.RECIPIENT),
        ("hard_bounced", {"delivery_status": "err_mailbox_full"}, Status.FAILED, ErrorKind.TEMPORARY),
        ("soft_bounced", {"delivery_status": "err_will_retry"}, Status.DELAYED, ErrorKind.TEMPORARY),
        ("spam", {}, Status.COMPLAINED, ErrorKind.COMPLAINT),
        ("unsubscribed", {}, Status.UNSUBSCRIBED, ErrorKind.REFUSED),
    ],
)
def test_events(
    way: MessageAdapter, word: str, delivery: dict[str, str], status: Status, kind: ErrorKind | None
) -> None:
    key = uuid4()
    request = called([event(word, key.hex, **delivery)])

    assert way.verify(request)
    told = way.parse_callback(request)[0]

    assert (told.status, told.idempotency_key) == (status, key)
    assert (told.error.kind if told.error else None) == kind


def test_forged_callback_is_refused(way: MessageAdapter) -> None:
    assert not way.verify(called([event("spam", uuid4().hex)], key="another key"))


@pytest.mark.parametrize("body", ["", "garbage", "[]", "{}", '{"auth": 1}', '{"auth": "x", "events_by_user": []}'])
def test_garbage_is_no_callback(way: MessageAdapter, body: str) -> None:
    request = RequestFactory().post("/", body, content_type="application/json")

    assert not way.verify(request)
