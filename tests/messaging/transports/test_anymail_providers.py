"""Every provider of letters that is offered, in its documented form: the call, its answer, what it tells later."""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_httpserver import HTTPServer

from messaging.transports.anymail_names import PROVIDERS
from messaging.transports.base import ErrorKind, GatewayError, MessageAdapter, Status
from tests.messaging.transports.making import letter
from tests.messaging.transports.test_anymail import ADDRESS, KEY, called, event, provider

SECONDS = 1_795_168_800
DAY = "2026-11-20T10:00:00Z"


@dataclass(frozen=True)
class Spoken:
    """How one of them speaks."""

    path: str
    answer: dict[str, Any]
    key_stands: Callable[[Any], bool]
    """Whether the headers of a call name our key."""
    number: str
    """Of the answer; empty: anymail makes one up and sends it along."""
    delivered: Callable[[UUID], HttpRequest]
    returned: Callable[[UUID], HttpRequest]


def told(body: object) -> HttpRequest:
    """A callback."""
    return RequestFactory().post("/", json.dumps(body), content_type="application/json")


def metadata(key: UUID) -> dict[str, str]:
    return {"kartoteka_id": key.hex}


def brevo(word: str, **more: str) -> Callable[[UUID], HttpRequest]:
    """https://developers.brevo.com/docs/transactional-webhooks"""
    own = {"event": word, "email": ADDRESS, "message-id": "<1@relay>", "ts_epoch": SECONDS * 1000, "tags": [], **more}
    return lambda key: told({**own, "X-Mailin-custom": json.dumps(metadata(key))})


def mailgun(word: str, **more: object) -> Callable[[UUID], HttpRequest]:
    """https://documentation.mailgun.com/docs/mailgun/user-manual/events/webhooks"""
    signature = hmac.new(KEY.encode(), f"{SECONDS}token".encode(), hashlib.sha256).hexdigest()
    own = {
        "event": word, "timestamp": float(SECONDS), "id": "e1", "recipient": ADDRESS,
        "message": {"headers": {"message-id": "1@relay"}}, "delivery-status": {"code": 550}, "tags": [], **more,
    }  # fmt: skip
    signed = {"timestamp": str(SECONDS), "token": "token", "signature": signature}
    return lambda key: told({"signature": signed, "event-data": {**own, "user-variables": metadata(key)}})


def postmark(word: str, **more: str) -> Callable[[UUID], HttpRequest]:
    """https://postmarkapp.com/developer/webhooks/webhooks-overview"""
    own = {"RecordType": word, "MessageID": "m-1", "Recipient": ADDRESS, **more}
    return lambda key: told({**own, "Metadata": metadata(key)})


def sparkpost(word: str, **more: str) -> Callable[[UUID], HttpRequest]:
    """https://developers.sparkpost.com/api/webhooks/"""
    own = {"type": word, "timestamp": str(SECONDS), "transmission_id": "1", "raw_rcpt_to": ADDRESS, **more}
    return lambda key: told([{"msys": {"message_event": {**own, "rcpt_meta": metadata(key)}}}])


SPOKEN = {
    "unisender_go": Spoken(
        path="/email/send.json", number="", key_stands=lambda headers: headers["X-API-KEY"] == KEY,
        answer={"status": "success", "job_id": "1Zy", "emails": [ADDRESS]},
        delivered=lambda key: called([event("delivered", key.hex)]),
        returned=lambda key: called([event("hard_bounced", key.hex, delivery_status="err_user_unknown")]),
    ),
    "brevo": Spoken(
        path="/smtp/email", number="<1@relay>", key_stands=lambda headers: headers["api-key"] == KEY,
        answer={"messageId": "<1@relay>"},
        delivered=brevo("delivered"), returned=brevo("hard_bounce", reason="550 5.1.1 nobody here"),
    ),
    "mailgun": Spoken(
        path="/example.com/messages", number="<1@relay>",
        key_stands=lambda headers: headers["Authorization"] == f"Basic {b64encode(f'api:{KEY}'.encode()).decode()}",
        answer={"id": "<1@relay>", "message": "Queued. Thank you."},
        delivered=mailgun("delivered"), returned=mailgun("failed", severity="permanent", reason="bounce"),
    ),
    "postmark": Spoken(
        path="/email", number="m-1", key_stands=lambda headers: headers["X-Postmark-Server-Token"] == KEY,
        answer={"To": ADDRESS, "SubmittedAt": DAY, "MessageID": "m-1", "ErrorCode": 0, "Message": "OK"},
        delivered=postmark("Delivery", DeliveredAt=DAY), returned=postmark("Bounce", Type="HardBounce", BouncedAt=DAY),
    ),
    "sparkpost": Spoken(
        path="/transmissions/", number="1", key_stands=lambda headers: headers["Authorization"] == KEY,
        answer={"results": {"total_rejected_recipients": 0, "total_accepted_recipients": 1, "id": "1"}},
        delivered=sparkpost("delivery"), returned=sparkpost("bounce", bounce_class="10"),
    ),
}  # fmt: skip
every = pytest.mark.parametrize("name", PROVIDERS)


def carrier(name: str, server: HTTPServer) -> MessageAdapter:
    return provider(name, api_url=server.url_for("").rstrip("/"))


@every
def test_takes_a_letter_and_our_key(name: str, httpserver: HTTPServer) -> None:
    spoken, sent = SPOKEN[name], letter()
    httpserver.expect_request(spoken.path, method="POST").respond_with_json(spoken.answer)

    with carrier(name, httpserver) as way:
        way.check()
        result = way.send([sent])[0]

    assert result.error is None
    assert result.provider_id == (spoken.number or result.provider_id) != ""
    request = httpserver.log[0][0]
    assert spoken.key_stands(request.headers)
    body = unquote_plus(request.get_data(as_text=True))
    assert sent.idempotency_key.hex in body
    assert ADDRESS in body


@every
@pytest.mark.parametrize(("status", "kind"), [(401, ErrorKind.AUTH), (429, ErrorKind.RATE), (503, ErrorKind.TEMPORARY)])
def test_refuses_it(name: str, status: int, kind: ErrorKind, httpserver: HTTPServer) -> None:
    httpserver.expect_request(SPOKEN[name].path).respond_with_json({"message": "no"}, status=status)

    with carrier(name, httpserver) as way:
        error = way.send([letter()])[0].error

    assert error is not None
    assert error.kind == kind


@every
def test_garbage_is_not_known(name: str, httpserver: HTTPServer) -> None:
    httpserver.expect_request(SPOKEN[name].path).respond_with_data("<html>")

    with carrier(name, httpserver) as way:
        error = way.send([letter()])[0].error

    assert error is not None
    assert error.kind == ErrorKind.UNKNOWN


@every
def test_tells_what_became_of_it(name: str, httpserver: HTTPServer) -> None:
    spoken, key = SPOKEN[name], uuid4()
    with carrier(name, httpserver) as way:
        for request in (spoken.delivered(key), spoken.returned(key)):
            assert way.verify(request)
        (came,) = way.parse_callback(spoken.delivered(key))
        (back,) = way.parse_callback(spoken.returned(key))

    assert (came.status, came.idempotency_key, came.error) == (Status.DELIVERED, key, None)
    assert (back.status, back.idempotency_key) == (Status.FAILED, key)
    assert back.error is not None
    assert back.error.kind == ErrorKind.RECIPIENT


def test_one_that_is_not_offered_sends_nothing() -> None:
    with provider("mailjet") as way:
        error = way.send([letter()])[0].error
        with pytest.raises(GatewayError):
            way.check()
        assert not way.verify(told({}))

    assert error is not None
    assert error.kind == ErrorKind.AUTH
