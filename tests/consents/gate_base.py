"""Clients, consents and messages for tests of the gate."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from accounts.services import system_user
from consents import gate
from consents.choices import Action, Method
from consents.gate import Decision, Request, Sending
from consents.ledger.writing import NewEvent, append
from consents.models.gate import MessageClass
from customers.models import ContactPoint, Customer
from tests.factories.customers import make_email, make_person, make_phone

WEDNESDAY_NOON = dt.datetime(2026, 11, 18, 9, 0, tzinfo=dt.UTC)
"""12:00 in Moscow, a work day; 11:00 in Kaliningrad, 21:00 in Kamchatka."""
AD = Sending(channel="sms", message_class=MessageClass.ADVERTISING, approved_by=1, sender="Shop", can_unsubscribe=True)
SERVICE = Sending(channel="sms", message_class=MessageClass.SERVICE, sender="Shop")


@dataclass
class Addressee:
    """A client and the contact a message goes to."""

    customer: Customer
    point: ContactPoint


def reachable(kind: str = "phone", *, agreed: bool = True, **values: Any) -> Addressee:
    """A client in Moscow whom everything may be sent to, unless `agreed` is false."""
    customer = make_person(**{"city": "Москва", **values})
    point = make_phone(customer) if kind == "phone" else make_email(customer)
    if agreed:
        agree(point, "sms" if kind == "phone" else "email")
    return Addressee(customer, point)


def agree(point: ContactPoint, channel: str, **values: Any) -> None:
    """Give both consents that advertising by the channel needs."""
    for purpose in ("marketing", "advertising"):
        tell(point, purpose, channel, **values)


def tell(
    point: ContactPoint, purpose: str, channel: str, action: str = "granted",
    at: dt.datetime = WEDNESDAY_NOON - dt.timedelta(days=1), **values: Any,
) -> None:  # fmt: skip
    """Write an event of the ledger."""
    event = NewEvent(
        point_id=point.pk, purpose=purpose, channel=channel, action=Action(action), method=Method.MANUAL,
        occurred_at=at, **values,
    )  # fmt: skip
    append([event], by=system_user())


def ask(to: Addressee, sending: Sending = AD, at: dt.datetime = WEDNESDAY_NOON, **changes: Any) -> Decision:
    """What the gate says; asked of one and of a set, which must agree."""
    request = Request(sending=replace(sending, **changes), customer_id=to.customer.pk, point_id=to.point.pk)
    (one,) = gate.decide([request], at=at)
    assert of_set([request], at) == [(one.verdict, one.code, one.next_try_at, one.events)]
    return one


def of_set(requests: list[Request], at: dt.datetime) -> list[tuple[Any, ...]]:
    """The same asked of an audience; all requests are of one message."""
    rows = ", ".join(f"({number}, {one.customer_id}, '{one.point_id}'::uuid)" for number, one in enumerate(requests))
    audience = gate.Audience(f"SELECT customer_id, point_id FROM (VALUES {rows}) v (n, customer_id, point_id)", {})
    gate.judge(requests[0].sending, audience, into="verdicts", at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT verdict, code, next_try_at, use_event, ads_event, customer_id, point_id FROM verdicts")
        found = {(row[5], row[6]): row for row in cursor.fetchall()}
        cursor.execute("DROP TABLE verdicts")
    ordered = [found[one.customer_id, one.point_id] for one in requests]
    return [(*row[:3], tuple(event for event in row[3:5] if event is not None)) for row in ordered]
