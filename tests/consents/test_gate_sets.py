"""The gate answers a set as it answers each of it: over bases made by chance, and for a million by few statements."""

import datetime as dt
from dataclasses import replace
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from accounts.services import system_user
from consents import gate
from consents.choices import Action, Method
from consents.gate import load, suppression
from consents.gate.load import Sent
from consents.gate.suppression import Stop
from consents.gate.values import Request, Sending
from consents.ledger.writing import NewEvent, append
from consents.models import ConsentDocument, ProcessingBlock, Processor
from consents.models.gate import FrequencyPolicy, MessageClass, SuppressionScope
from customers.choices import ContactState
from customers.models import ContactPoint, Customer
from customers.normalise.names import sort_name
from tests.consents.gate_base import AD, SERVICE, WEDNESDAY_NOON, ask, of_set, reachable

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
PEOPLE = 120
CITIES = ["Москва", "г. Владивосток", "Калининград", "Урюпинск", "", "", "город Омск", "ОРЁЛ", " Томск", "г.  Тверь"]
ADDRESSES = ["", "Россия, Самара, Мира, 1", "ул. Неизвестная, 5", "630000, г. Новосибирск, Ленина, 3"]
ZONES = ["", "", "", "Asia/Tokyo", "Europe/Moscow", "Mars/Base", "America/Los_Angeles"]
NUMBERS = ["+7917{:07}", "+7423{:07}", "+7401{:07}", "+37529{:07}", "+1202{:07}", "+49301{:07}", "+7495{:07}"]
MOMENTS = [
    WEDNESDAY_NOON,
    WEDNESDAY_NOON - dt.timedelta(hours=5),
    WEDNESDAY_NOON + dt.timedelta(days=3, hours=2),
    dt.datetime(2026, 12, 31, 17, 30, tzinfo=dt.UTC),
]


class Base:
    """Clients of every kind, made by one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.text = ConsentDocument.objects.create(
            kind="advertising", purpose_id="advertising", title="t", label="l", body="b", sha256="0" * 64,
            valid_from=WEDNESDAY_NOON, void_since=WEDNESDAY_NOON - dt.timedelta(days=1),
        )  # fmt: skip
        self.customers = Customer.objects.bulk_create([self._customer(number) for number in range(PEOPLE)])
        self.points = ContactPoint.objects.bulk_create([self._point(one) for one in self.customers for _ in range(2)])
        self._consents()
        self._load()
        self._suppress()
        for scope in ("ads", "all"):
            for one in self.dice.sample(self.customers, 4):
                ProcessingBlock.objects.create(customer=one, scope=scope, reason="demand")

    def requests(self, sending: Sending) -> list[Request]:
        """Each contact once, and some of another's card."""
        asked = [Request(sending=sending, customer_id=one.customer_id, point_id=one.pk) for one in self.points]
        lost = self.dice.sample(self.points, 3)
        return asked + [Request(sending=sending, customer_id=10**8, point_id=one.pk) for one in lost]

    def _customer(self, number: int) -> Customer:
        pick, name = self.dice.choice, f"Client {number}"
        return Customer(
            last_name=name, name=name, sort_name=sort_name(name), city=pick(CITIES), address=pick(ADDRESSES),
            legal_address=pick(ADDRESSES), time_zone=pick(ZONES),
            archived_at=timezone.now() if self.dice.random() < 0.05 else None,
        )  # fmt: skip

    def _point(self, customer: Customer) -> ContactPoint:
        dice = self.dice
        phone = dice.random() < 0.8
        value = dice.choice(NUMBERS).format(dice.randrange(10**7)) if phone else f"c{dice.randrange(10**9)}@example.com"
        broken = dice.random() < 0.05
        state = dice.choice(["", *ContactState.values]) if dice.random() < 0.2 else ""
        return ContactPoint(
            customer=customer, kind="phone" if phone else "email", raw=value, value="" if broken else value,
            problem="not_a_phone" if broken else "", state=state, state_at=timezone.now() if state else None,
            archived_at=timezone.now() if dice.random() < 0.05 else None,
        )  # fmt: skip

    def _consents(self) -> None:
        pick, before = self.dice.choice, WEDNESDAY_NOON - dt.timedelta(days=9)
        actions = [Action.GRANTED] * 9 + [Action.WITHDRAWN, Action.REQUESTED, Action.EXPIRED, Action.CONFIRMED]
        append(
            [
                NewEvent(
                    point_id=point.pk, purpose=purpose, channel="sms" if point.kind == "phone" else "email",
                    action=pick(actions), method=Method.MANUAL, occurred_at=before,
                    expires_at=pick([None, None, None, WEDNESDAY_NOON]),
                    document_id=pick([None, None, self.text.pk]),
                )
                for point in self.points
                for purpose in ("marketing", "advertising")
                if self.dice.random() < 0.93
            ],
            by=system_user(),
        )  # fmt: skip

    def _load(self) -> None:
        dice, kinds = self.dice, list(MessageClass)
        load.record(
            Sent(
                customer_id=one.pk, channel=dice.choice(["sms", "email", "vk"]), message_class=dice.choice(kinds),
                at=WEDNESDAY_NOON - dt.timedelta(hours=dice.choice([0, 1, 3, 26, 50, 90, 300, 500, 719, 745])),
            )
            for one in self.customers
            for _ in range(dice.choice([0, 0, 1, 3, 6]))
        )  # fmt: skip

    def _suppress(self) -> None:
        stops = [
            Stop(), Stop(scope=SuppressionScope.ADVERTISING), Stop(channel="sms"), Stop(channel="push"),
            Stop(scope=SuppressionScope.PURPOSE, purpose="advertising"),
            Stop(scope=SuppressionScope.PURPOSE, purpose="survey"),
        ]  # fmt: skip
        for stop in stops:
            some = self.dice.sample([one for one in self.points if one.value], 4)
            suppression.add_many(((one.kind, one.value) for one in some), stop, by=system_user())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_set_and_single_agree_over_random_bases(seed: int) -> None:
    base = Base(seed)
    carrier = Processor.objects.create(name="Gateway", purposes=["marketing", "survey"])
    FrequencyPolicy.objects.filter(family="email").update(min_gap_hours=30)
    FrequencyPolicy.objects.filter(family="all").update(per_week=4, per_month=5, min_gap_hours=2)
    kinds = [
        AD, replace(AD, channel="email", processor=carrier.pk), SERVICE, replace(SERVICE, purpose="survey"),
        replace(AD, can_unsubscribe=False), replace(SERVICE, channel="call"),
    ]  # fmt: skip
    seen = set()
    for at in MOMENTS:
        for sending in kinds:
            requests = base.requests(sending)
            singles = gate.decide(requests, at=at)
            assert of_set(requests, at) == [(one.verdict, one.code, one.next_try_at, one.events) for one in singles]
            seen |= {one.code for one in singles}
    assert {"ok", "quiet_hours", "suppressed", "suppressed_ads", "often_day", "blocked", "document_void"} <= seen


def test_a_million_costs_as_many_statements_as_one() -> None:
    few, many = [reachable()], [reachable() for _ in range(5)]
    counts = []
    for people in (few, many):
        requests = [Request(sending=AD, customer_id=to.customer.pk, point_id=to.point.pk) for to in people]
        with CaptureQueriesContext(connection) as asked:
            gate.decide(requests, at=WEDNESDAY_NOON)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 18


def test_nothing_asked_is_nothing_answered() -> None:
    assert gate.decide([]) == []
    nobody = gate.Audience("SELECT 1::bigint, NULL::uuid WHERE false", {})
    assert gate.count(AD, nobody) == {}


def test_counts_stand_in_the_order_of_the_rules() -> None:
    allowed, silent = reachable(), reachable(agreed=False)
    rows = "SELECT customer_id, id FROM customers_contactpoint WHERE customer_id = ANY (%(people)s)"
    audience = gate.Audience(rows, {"people": [allowed.customer.pk, silent.customer.pk]})

    assert list(gate.count(AD, audience, at=WEDNESDAY_NOON).items()) == [("ok", 1), ("no_consent", 1)]


def test_an_audience_is_asked_who_it_is_once() -> None:
    """A segment is dear to look through, and may change between two looks."""
    to = reachable()
    rows = "SELECT customer_id, id FROM customers_contactpoint WHERE customer_id = %(client)s AND nextval('looks') > 0"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY SEQUENCE looks")
        assert gate.count(AD, gate.Audience(rows, {"client": to.customer.pk}), at=WEDNESDAY_NOON) == {"ok": 1}
        cursor.execute("SELECT last_value FROM looks")
        assert cursor.fetchone() == (1,)


def test_e3_suppression_under_an_earlier_secret_still_stands() -> None:
    to = reachable()
    with override_settings(SECRET_KEY="of last year"):  # no secret of ours
        suppression.add("phone", to.point.raw, Stop(), by=system_user())
    assert ask(to).code == "ok"

    with override_settings(SECRET_KEY_FALLBACKS=["of last year"]):
        assert ask(to).code == "suppressed"


def test_keyed_hashes_are_written_out_in_statements() -> None:
    """A function called for each of a million contacts costs more than the hash it makes."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (VERBOSE) SELECT consents_keyed(kind, value, '', '') FROM customers_contactpoint")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "sha256" in plan
    assert "consents_keyed" not in plan


def test_what_is_kept_of_verdicts_can_be_chosen() -> None:
    to = reachable()
    rows = "SELECT customer_id, id FROM customers_contactpoint WHERE customer_id = %(client)s"
    audience = gate.Audience(rows, {"client": to.customer.pk})
    gate.judge(AD, audience, into="verdicts", at=WEDNESDAY_NOON, columns=("code", gate.ADDRESS))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM verdicts")
        assert cursor.fetchall() == [("ok", to.point.value)]
        cursor.execute("DROP TABLE verdicts")
