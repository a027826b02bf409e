"""Adapters of SMS against a local server that speaks the provider's format."""

import asyncio
import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from messaging.transports import http
from messaging.transports.base import Asked, ErrorKind, GatewayError, MessageAdapter, SendResult, Status
from messaging.transports.providers.smsc import own_id
from tests.messaging.transports.making import NUMBER, adapter, sms

PATHS = {
    "smsc": "/sys/send.php",
    "smsaero": "/v2/sms/send",
    "smsru": "/sms/send",
    "exolve": "/messaging/v1/SendSMS",
}
DIGITS = NUMBER.removeprefix("+")
GOOD: dict[str, Any] = {
    "smsc": {"id": 7, "cnt": 2, "cost": "6.40", "balance": "90"},
    "smsaero": {"success": True, "data": {"id": 11, "cost": "3.5", "status": 0, "number": DIGITS}},
    "smsru": {"status": "OK", "status_code": 100, "sms": {DIGITS: {"status_code": 100, "sms_id": "000-1"}}},
    "exolve": {"message_id": "42"},
}
SECRETS = {
    "smsc": {"password": "psw-secret"},
    "smsaero": {"api_key": "aero-secret"},
    "smsru": {"api_id": "ru-secret"},
    "exolve": {"api_key": "mts-secret"},
}
KINDS = list(PATHS)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between tries are made shorter, nothing else."""
    monkeypatch.setattr(http, "PAUSES", (0.01, 0.01))


@pytest.fixture
def way(request: pytest.FixtureRequest, httpserver: HTTPServer) -> Iterator[MessageAdapter]:
    with adapter(request.param, httpserver.url_for(""), **SECRETS[request.param]) as made:
        yield made


every = pytest.mark.parametrize("way", KINDS, indirect=True)


def answers(server: HTTPServer, kind: str, told: Any, status: int = 200, **headers: str) -> None:
    body = told if isinstance(told, str) else json.dumps(told)
    server.expect_request(PATHS[kind]).respond_with_data(body, status=status, headers=headers)


def one(way: MessageAdapter) -> SendResult:
    return way.send([sms()])[0]


@every
def test_takes_a_message(way: MessageAdapter, httpserver: HTTPServer) -> None:
    answers(httpserver, way.code, GOOD[way.code])

    result = one(way)

    assert result.accepted
    assert result.provider_id in {"7", "11", "000-1", "42"}
    request = httpserver.log[0][0]
    sent = request.get_data(as_text=True)
    assert DIGITS in sent
    assert "+7916" not in sent


def test_whoever_calls_may_run_a_loop_himself(httpserver: HTTPServer) -> None:
    async def inside() -> SendResult:
        with adapter("smsc", httpserver.url_for(""), **SECRETS["smsc"]) as way:
            return one(way)

    answers(httpserver, "smsc", GOOD["smsc"])

    with ThreadPoolExecutor() as apart:
        assert apart.submit(asyncio.run, inside()).result().accepted


@every
def test_neither_secret_nor_number_reaches_the_log(
    way: MessageAdapter, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    answers(httpserver, way.code, GOOD[way.code])
    caplog.set_level("INFO")

    one(way)

    assert "gateway_called" in caplog.text
    assert "+7…4567" in caplog.text
    for secret in (*SECRETS[way.code].values(), NUMBER, DIGITS, "Заказ"):
        assert secret not in caplog.text


@every
def test_garbage_is_not_known(way: MessageAdapter, httpserver: HTTPServer) -> None:
    answers(httpserver, way.code, "<html>Bad day</html>")

    assert one(way).error.kind == ErrorKind.UNKNOWN  # type: ignore[union-attr]


@every
def test_too_many_requests_rests_as_long_as_told(way: MessageAdapter, httpserver: HTTPServer) -> None:
    answers(httpserver, way.code, "slow down", 429, **{"Retry-After": "30"})

    error = one(way).error

    assert error is not None
    assert (error.kind, error.retry_after) == (ErrorKind.RATE, 30)
    assert len(httpserver.log) == 1


@every
def test_short_rest_is_waited_for(way: MessageAdapter, httpserver: HTTPServer) -> None:
    tries = []

    def busy(request: Request) -> Response:
        tries.append(request.path)
        return Response("", 429, {"Retry-After": "0"}) if len(tries) < 2 else Response(json.dumps(GOOD[way.code]))

    httpserver.expect_request(PATHS[way.code]).respond_with_handler(busy)

    assert one(way).accepted
    assert len(tries) == 2


@every
def test_unavailable_server_is_tried_again(way: MessageAdapter, httpserver: HTTPServer) -> None:
    answers(httpserver, way.code, "down", 503)

    assert one(way).error.kind == ErrorKind.TEMPORARY  # type: ignore[union-attr]
    assert len(httpserver.log) == 3


@pytest.mark.parametrize("way", ["smsaero", "smsru", "exolve"], indirect=True)
def test_fault_after_taking_is_never_repeated(way: MessageAdapter, httpserver: HTTPServer) -> None:
    answers(httpserver, way.code, "boom", 500)

    assert one(way).error.kind == ErrorKind.UNKNOWN  # type: ignore[union-attr]
    assert len(httpserver.log) == 1


@every
def test_silence_after_the_request_is_not_known(
    way: MessageAdapter, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "ANSWER_SECONDS", 0.2)

    def slow(request: Request) -> Response:
        time.sleep(0.4)
        return Response(json.dumps(GOOD[way.code]))

    httpserver.expect_request(PATHS[way.code]).respond_with_handler(slow)

    assert one(way).error.kind == ErrorKind.UNKNOWN  # type: ignore[union-attr]
    deadline = time.monotonic() + 5
    while not httpserver.log and time.monotonic() < deadline:  # the server is shared: its answer is not for the next
        time.sleep(0.02)


@pytest.mark.parametrize("kind", KINDS)
def test_server_that_is_not_there_is_temporary(kind: str) -> None:
    with adapter(kind, "http://127.0.0.1:9", **SECRETS[kind]) as way:
        assert one(way).error.kind == ErrorKind.TEMPORARY  # type: ignore[union-attr]


@every
def test_wrong_key(way: MessageAdapter, httpserver: HTTPServer) -> None:
    answers(httpserver, way.code, "no", 401)

    error = one(way).error

    assert error is not None
    assert error.kind.stops_gateway


@every
def test_what_is_no_number_is_not_asked_about(way: MessageAdapter, httpserver: HTTPServer) -> None:
    results = way.send([sms("+7916\n1234567"), sms("anna@example.com")])

    assert [result.error.kind for result in results if result.error] == [ErrorKind.RECIPIENT] * 2
    assert not httpserver.log


@every
def test_results_stand_in_the_order_of_messages(way: MessageAdapter, httpserver: HTTPServer) -> None:
    answers(httpserver, way.code, GOOD[way.code])

    results = way.send([sms(), sms("nobody"), sms()])

    assert [result.accepted for result in results] == [True, False, True]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (1, ErrorKind.PERMANENT),
        (2, ErrorKind.AUTH),
        (3, ErrorKind.BALANCE),
        (4, ErrorKind.AUTH),
        (5, ErrorKind.PERMANENT),
        (6, ErrorKind.SENDER),
        (7, ErrorKind.RECIPIENT),
        (8, ErrorKind.PERMANENT),
        (99, ErrorKind.PERMANENT),
    ],
)
@pytest.mark.parametrize("way", ["smsc"], indirect=True)
def test_smsc_codes(way: MessageAdapter, httpserver: HTTPServer, code: int, kind: ErrorKind) -> None:
    answers(httpserver, "smsc", {"error": "words", "error_code": code})

    error = one(way).error

    assert error is not None
    assert (error.kind, error.code, error.text) == (kind, str(code), "words")


@pytest.mark.parametrize("way", ["smsc"], indirect=True)
def test_smsc_tells_price_and_parts(way: MessageAdapter, httpserver: HTTPServer) -> None:
    answers(httpserver, "smsc", GOOD["smsc"])

    result = one(way)

    assert (result.segments, result.price, result.currency) == (2, Decimal("6.40"), "RUB")


@pytest.mark.parametrize("way", ["smsc"], indirect=True)
def test_smsc_duplicate_that_came_through_is_accepted(way: MessageAdapter, httpserver: HTTPServer) -> None:
    """The retry trap: the first try was taken, its answer lost, the repeat is refused as a duplicate."""
    tries: list[str] = []

    def broken(request: Request) -> Response:
        tries.append(request.path)
        return Response("boom", 500) if len(tries) == 1 else Response(json.dumps({"error": "dup", "error_code": 9}))

    httpserver.expect_request("/sys/send.php").respond_with_handler(broken)
    httpserver.expect_request("/sys/status.php").respond_with_json({"status": 0, "last_timestamp": 1790000000})
    message = sms()

    result = way.send([message])[0]

    assert result.accepted
    assert result.provider_id == str(own_id(message.idempotency_key))


@pytest.mark.parametrize("way", ["smsc"], indirect=True)
@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"error": "not found", "error_code": 3}, ErrorKind.RATE),
        ("garbage", ErrorKind.UNKNOWN),
    ],
)
def test_smsc_duplicate_is_asked_about(way: MessageAdapter, httpserver: HTTPServer, told: Any, kind: ErrorKind) -> None:
    answers(httpserver, "smsc", {"error": "dup", "error_code": 9})
    body = told if isinstance(told, str) else json.dumps(told)
    httpserver.expect_request("/sys/status.php").respond_with_data(body)

    assert one(way).error.kind == kind  # type: ignore[union-attr]


@pytest.mark.parametrize("way", ["smsc"], indirect=True)
@pytest.mark.parametrize(
    ("told", "status", "kind"),
    [
        ({"status": -1}, Status.ACCEPTED, None),
        ({"status": 0}, Status.SENT, None),
        ({"status": 1, "last_timestamp": 1790000000}, Status.DELIVERED, None),
        ({"status": 2}, Status.READ, None),
        ({"status": 3}, Status.EXPIRED, ErrorKind.TEMPORARY),
        ({"status": 20, "err": 1}, Status.FAILED, ErrorKind.RECIPIENT),
        ({"status": 20, "err": 6}, Status.FAILED, ErrorKind.TEMPORARY),
        ({"status": 22}, Status.FAILED, ErrorKind.RECIPIENT),
        ({"status": 23, "err": 252}, Status.REJECTED, ErrorKind.REFUSED),
        ({"status": 24}, Status.REJECTED, ErrorKind.BALANCE),
        ({"status": 25}, Status.FAILED, ErrorKind.TEMPORARY),
        ({"error": "not found", "error_code": 3}, Status.UNKNOWN, ErrorKind.PERMANENT),
    ],
)
def test_smsc_states(
    way: MessageAdapter, httpserver: HTTPServer, told: Any, status: Status, kind: ErrorKind | None
) -> None:
    httpserver.expect_request("/sys/status.php").respond_with_json(told)
    message = sms()

    event = way.poll_status([Asked(idempotency_key=message.idempotency_key, to=NUMBER)])[0]

    assert event.status == status
    assert (event.error.kind if event.error else None) == kind
    assert event.idempotency_key == message.idempotency_key


@pytest.mark.parametrize("way", ["smsru"], indirect=True)
def test_many_states_are_asked_for_a_hundred_at_a_time(way: MessageAdapter, httpserver: HTTPServer) -> None:
    sizes = []

    def states(request: Request) -> Response:
        numbers = request.form["sms_id"].split(",")
        sizes.append(len(numbers))
        told: dict[str, object] = {number: {"status_code": 103} for number in numbers}
        return Response(json.dumps({"status_code": 100, "sms": {**told, numbers[0]: "garbage"}}))

    httpserver.expect_request("/sms/status").respond_with_handler(states)

    events = way.poll_status([Asked(idempotency_key=uuid4(), provider_id=f"000-{n}") for n in range(230)])

    assert sizes == [100, 100, 30]
    assert len(events) == 227


@pytest.mark.parametrize("way", ["smsaero"], indirect=True)
@pytest.mark.parametrize(
    ("told", "status", "kind"),
    [
        ({"success": False, "result": "no credits"}, 200, ErrorKind.BALANCE),
        ({"success": False, "result": "reject"}, 200, ErrorKind.CONTENT),
        ({"success": False, "message": "Validation error.", "data": {"number": ["bad"]}}, 400, ErrorKind.RECIPIENT),
        ({"success": False, "message": "Validation error.", "data": {"sign": ["bad"]}}, 400, ErrorKind.SENDER),
        ({"success": False, "message": "Validation error.", "data": {"text": ["bad"]}}, 400, ErrorKind.CONTENT),
        ({"success": False, "message": "Your request was made with invalid credentials."}, 401, ErrorKind.AUTH),
        ({"success": False, "message": "?"}, 200, ErrorKind.PERMANENT),
    ],
)
def test_smsaero_refusals(way: MessageAdapter, httpserver: HTTPServer, told: Any, status: int, kind: ErrorKind) -> None:
    answers(httpserver, "smsaero", told, status)

    assert one(way).error.kind == kind  # type: ignore[union-attr]


@pytest.mark.parametrize("way", ["smsru"], indirect=True)
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (201, ErrorKind.BALANCE),
        (202, ErrorKind.RECIPIENT),
        (204, ErrorKind.SENDER),
        (206, ErrorKind.BALANCE),
        (207, ErrorKind.RECIPIENT),
        (209, ErrorKind.REFUSED),
        (215, ErrorKind.COMPLAINT),
        (220, ErrorKind.TEMPORARY),
        (230, ErrorKind.RATE),
        (231, ErrorKind.RATE),
        (233, ErrorKind.RATE),
    ],
)
def test_smsru_codes_of_a_number(way: MessageAdapter, httpserver: HTTPServer, code: int, kind: ErrorKind) -> None:
    one_number = {"status": "ERROR", "status_code": code, "status_text": "words"}
    answers(httpserver, "smsru", {"status": "OK", "status_code": 100, "sms": {DIGITS: one_number}})

    error = one(way).error

    assert error is not None
    assert (error.kind, error.code) == (kind, str(code))


@pytest.mark.parametrize("way", ["smsru"], indirect=True)
@pytest.mark.parametrize("code", [200, 300, 301, 302])
def test_smsru_refuses_the_key(way: MessageAdapter, httpserver: HTTPServer, code: int) -> None:
    answers(httpserver, "smsru", {"status": "ERROR", "status_code": code})

    assert one(way).error.kind == ErrorKind.AUTH  # type: ignore[union-attr]


@pytest.mark.parametrize("way", ["smsru"], indirect=True)
def test_smsru_takes_many_at_once_but_a_number_once(way: MessageAdapter, httpserver: HTTPServer) -> None:
    def take(request: Request) -> Response:
        numbers = re.findall(r"to\[(\d+)\]", " ".join(request.form))
        told = {number: {"status_code": 100, "sms_id": f"id-{number}-{len(numbers)}"} for number in numbers}
        return Response(json.dumps({"status_code": 100, "sms": told}))

    httpserver.expect_request("/sms/send").respond_with_handler(take)

    results = way.send([sms(), sms("+79160000001"), sms(text="Второе")])

    assert [result.provider_id for result in results] == [f"id-{DIGITS}-2", "id-79160000001-2", f"id-{DIGITS}-1"]
    assert len(httpserver.log) == 2


@pytest.mark.parametrize("way", ["exolve"], indirect=True)
@pytest.mark.parametrize(
    ("told", "status", "kind"),
    [
        ({"messageId": "7"}, 200, None),
        ({"error": {"message": "invalid destination", "details": ""}}, 400, ErrorKind.RECIPIENT),
        ({"error": {"message": "invalid number", "details": ""}}, 400, ErrorKind.SENDER),
        ({"error": {"message": "insufficient balance", "details": ""}}, 400, ErrorKind.BALANCE),
        ({"error": {"message": "unauthorized", "details": ""}}, 401, ErrorKind.AUTH),
        ({"error": {"message": "oops", "details": ""}}, 500, ErrorKind.UNKNOWN),
        ({}, 200, ErrorKind.UNKNOWN),
    ],
)
def test_exolve_answers(
    way: MessageAdapter, httpserver: HTTPServer, told: Any, status: int, kind: ErrorKind | None
) -> None:
    answers(httpserver, "exolve", told, status)

    result = one(way)

    assert (result.error.kind if result.error else None) == kind


@pytest.mark.parametrize(
    ("kind", "path", "told", "amount"),
    [
        ("smsc", "/sys/balance.php", {"balance": "150.5", "currency": "RUB"}, "150.5"),
        ("smsaero", "/v2/balance", {"success": True, "data": {"balance": 1337.11}}, "1337.11"),
        ("smsru", "/my/balance", {"status_code": 100, "balance": 4122.56}, "4122.56"),
        ("exolve", "/finance/v1/GetBalance", {"balance": "12.00"}, "12.00"),
    ],
)
def test_balance(httpserver: HTTPServer, kind: str, path: str, told: Any, amount: str) -> None:
    httpserver.expect_request(path).respond_with_json(told)

    with adapter(kind, httpserver.url_for(""), **SECRETS[kind]) as way:
        found = way.balance()

    assert found is not None
    assert (found.amount, found.currency) == (Decimal(amount), "RUB")


@pytest.mark.parametrize(
    ("kind", "path", "told", "names"),
    [
        ("smsc", "/sys/senders.php", [{"sender": "Shop"}, {"sender": "Sale"}], ["Shop", "Sale"]),
        ("smsaero", "/v2/sign/list", {"success": True, "data": {"0": {"name": "Shop"}, "totalCount": 1}}, ["Shop"]),
        ("smsru", "/my/senders", {"status_code": 100, "senders": ["Shop"]}, ["Shop"]),
        ("exolve", "/messaging/v1/GetAlphaNames", {"alpha_names": [{"name": "Shop"}]}, ["Shop"]),
    ],
)
def test_senders(httpserver: HTTPServer, kind: str, path: str, told: Any, names: list[str]) -> None:
    httpserver.expect_request(path).respond_with_json(told)

    with adapter(kind, httpserver.url_for(""), **SECRETS[kind]) as way:
        assert way.senders() == names


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", ["garbage", "[]", "{}"])
def test_question_answered_with_garbage_says_so(httpserver: HTTPServer, kind: str, body: str) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_data(body)

    with adapter(kind, httpserver.url_for(""), **SECRETS[kind]) as way, pytest.raises(GatewayError):
        way.balance()
