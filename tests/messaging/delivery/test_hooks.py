"""Addresses that gateways call: forged, duplicate, reordered calls, and each provider's own form."""

import hashlib
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from interactions.log.models import Interaction
from messaging.choices import Status
from messaging.delivery import hooks
from messaging.models import DeliveryEvent, Gateway
from tests.messaging.delivery.making import phone, sent, sms_gateway, status_of

pytestmark = pytest.mark.django_db


def path(gateway: Gateway) -> str:
    return urlsplit(hooks.url(gateway)).path


@pytest.mark.parametrize("forged", ["wrong", "{code}", "0" * 40])
def test_forged_address_is_not_there(client: Client, forged: str) -> None:
    gateway = sms_gateway()
    sent(phone(), gateway, "7")

    for code in (gateway.code, "nobody"):
        answer = client.post(f"/hooks/{code}/{forged.format(code=code)}/", {"id": "7", "status": "1"})
        assert answer.status_code == 404

    assert not DeliveryEvent.objects.exists()


def test_secret_of_one_gateway_opens_no_other(client: Client) -> None:
    first, second = sms_gateway("smsc"), sms_gateway("smsru")

    assert client.get(f"/hooks/{second.code}/{hooks.secret(first)}/").status_code == 404


def test_changed_address_closes_the_old_one(client: Client) -> None:
    gateway = sms_gateway()
    old = path(gateway)

    gateway.settings = {hooks.TURN: 1}
    gateway.save()

    assert client.get(old).status_code == 404
    assert client.get(path(gateway)).status_code == 200


def test_call_needs_neither_session_nor_token() -> None:
    gateway = sms_gateway()

    answer = Client(enforce_csrf_checks=True).post(path(gateway), {"id": "7", "status": "1"})

    assert answer.status_code == 200


def test_smsc_report_in_any_order(client: Client) -> None:
    gateway = sms_gateway("smsc")
    message = sent(phone(), gateway, "7")

    for status in ("1", "0", "1", "-1"):
        answer = client.post(path(gateway), {"id": "7", "phone": "79161234567", "status": status, "err": "0"})
        assert answer.status_code == 200

    assert status_of(message) == Status.DELIVERED
    assert DeliveryEvent.objects.count() == 3


def test_smsc_report_by_get(client: Client) -> None:
    gateway = sms_gateway("smsc")
    message = sent(phone(), gateway, "7")

    client.get(path(gateway), {"id": "7", "phone": "79161234567", "status": "2", "ts": "1790000000"})

    assert status_of(message) == Status.READ


def test_smsc_answer_of_a_person(client: Client) -> None:
    gateway = sms_gateway("smsc")
    point = phone()

    client.post(path(gateway), {"phone": "79161234567", "mes": "Да, приду", "id": "in-1"})

    assert Interaction.objects.get(customer=point.customer_id).text == "Да, приду"


@pytest.mark.parametrize("as_json", [True, False])
def test_smsaero_report(client: Client, *, as_json: bool) -> None:
    gateway = sms_gateway("smsaero")
    message = sent(phone(), gateway, "11")
    told: dict[str, Any] = {"id": 11, "status": 1, "extendStatus": "delivery"}

    if as_json:
        answer = client.post(path(gateway), json.dumps(told), content_type="application/json")
    else:
        answer = client.post(path(gateway), told)

    assert status_of(message) == Status.DELIVERED
    assert answer.content == b"200 OK"


def smsru(records: list[str], key: str = "ru-key") -> dict[str, str]:
    signature = hashlib.sha256((key + "".join(records)).encode()).hexdigest()
    return {**{f"data[{number}]": record for number, record in enumerate(records)}, "hash": signature}


def test_smsru_report_of_several_messages(client: Client) -> None:
    gateway = sms_gateway("smsru", api_id="ru-key")
    first, second = sent(phone(), gateway, "000-1"), sent(phone("+79160000001"), gateway, "000-2")
    records = ["sms_status\n000-1\n103\n1790000000", "sms_status\n000-2\n102\n1790000000", "other\n1"]

    answer = client.post(path(gateway), smsru(records))

    assert answer.content == b"100"
    assert (status_of(first), status_of(second)) == (Status.DELIVERED, Status.SENT)


def test_smsru_wrong_signature_is_not_heard(client: Client) -> None:
    gateway = sms_gateway("smsru", api_id="ru-key")
    message = sent(phone(), gateway, "000-1")

    answer = client.post(path(gateway), smsru(["sms_status\n000-1\n103\n1"], key="another"))

    assert answer.status_code == 404
    assert status_of(message) == Status.HANDED


def test_exolve_report_and_answer(client: Client) -> None:
    gateway = sms_gateway("exolve")
    point = phone()
    message = sent(point, gateway, "42")

    def call(**told: str) -> None:
        client.post(path(gateway), json.dumps(told), content_type="application/json")

    call(message_id="42", delivery_status="DELIVERED")
    call(direction="DIRECTION_INCOMING", sender="79161234567", text="Привет", message_id="43")

    assert status_of(message) == Status.DELIVERED
    assert Interaction.objects.get(customer=point.customer_id).text == "Привет"


@pytest.mark.parametrize("adapter", ["smsc", "smsaero", "smsru", "exolve"])
@pytest.mark.parametrize("body", ["", "garbage", "[1]", '{"id": "7", "status": "delivered-ish"}', "\x00\xff"])
def test_garbage_breaks_nothing(client: Client, adapter: str, body: str) -> None:
    gateway = sms_gateway(adapter)

    answer = client.post(path(gateway), body, content_type="application/json")

    assert answer.status_code in {200, 400}
    assert not DeliveryEvent.objects.exists()


def test_words_the_base_cannot_keep_are_no_end_of_an_answer(client: Client) -> None:
    gateway = sms_gateway("smsaero")
    phone()
    told = {"id": "9\0", "from": "79161234567", "text": "Да\0, приеду \ud83d"}

    answer = client.post(path(gateway), json.dumps(told), content_type="application/json")

    assert answer.status_code == 200
    assert Interaction.objects.get().text.strip() == "Да, приеду"


def test_report_of_no_time_at_all_is_taken(client: Client) -> None:
    gateway = sms_gateway("smsc")
    message = sent(phone(), gateway, "7")

    answer = client.post(path(gateway), {"id": "7", "status": "1", "ts": "9" * 30})

    assert answer.status_code == 200
    assert status_of(message) == Status.DELIVERED


def test_only_the_provider_may_call_where_its_addresses_are_named(client: Client) -> None:
    gateway = sms_gateway("smsc")
    gateway.settings = {"callback_ips": "10.0.0.0/8, 192.0.2.7"}
    gateway.save()

    assert client.get(path(gateway)).status_code == 404
    assert client.get(path(gateway), REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get(path(gateway), REMOTE_ADDR="10.1.2.3").status_code == 200


def test_secret_that_was_kept_under_an_old_key_still_opens(client: Client, settings: Any) -> None:
    gateway = sms_gateway()
    old = path(gateway)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the product, long enough for anybody"

    assert client.get(old).status_code == 200
