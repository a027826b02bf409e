"""States against a naive oracle, rule C-7, the seals of the ledger."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.services import system_user
from consents.choices import ADVERTISING, MARKETING, Action, Method
from consents.ledger.merging import take_stricter
from consents.ledger.rebuilding import rebuild, without_row
from consents.ledger.writing import NewEvent, append
from consents.models import ClientConsents, ConsentEvent, ConsentState
from customers.models import ContactPoint
from journal.seals.verifying import verify
from tests.factories.consents import grant_pair, withdraw_pair
from tests.factories.customers import make_person, make_phone
from tests.journal.sealed import seal_everything, tamper

BEGIN = timezone.now() - dt.timedelta(days=100)
STATUS = {
    "granted": "granted",
    "confirmed": "granted",
    "imported": "granted",
    "requested": "pending",
    "expired": "expired",
}
STRICT = ["granted", "pending", "none", "expired", "withdrawn"]
ACTIONS = [action for action in Action if action != Action.SUPERSEDED]
EVENTS = st.lists(
    st.tuples(
        st.sampled_from((0, 1)), st.sampled_from((MARKETING, ADVERTISING)), st.sampled_from(("sms", "call")),
        st.sampled_from(ACTIONS), st.integers(0, 5),
    ),
    max_size=12,
)  # fmt: skip


def oracle(events: list[Any]) -> dict[tuple[int, str, str], str]:
    """The last by the day it happened; of one day the stricter."""
    found: dict[tuple[int, str, str], tuple[int, int]] = {}
    for point, purpose, channel, action, day in events:
        status = STATUS.get(action, "withdrawn")
        key = (point, purpose, channel)
        found[key] = max(found.get(key, (-1, -1)), (day, STRICT.index(status)))
    return {key: STRICT[strictness] for key, (_day, strictness) in found.items()}


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS)
def test_states_are_what_the_events_come_to(db: None, events: list[Any]) -> None:
    customer = make_person()
    points = [make_phone(customer), make_phone(customer)]
    for point, purpose, channel, action, day in events:
        append(
            [
                NewEvent(
                    point_id=points[point].pk, purpose=purpose, channel=channel, action=action, method=Method.API,
                    occurred_at=BEGIN + dt.timedelta(days=day),
                )
            ],
            by=system_user(),
        )  # fmt: skip
    expected = oracle(events)

    def standing() -> dict[tuple[int, str, str], str]:
        rows = ConsentState.objects.filter(point__in=points).order_by("pk")
        return {([p.pk for p in points].index(r.point_id), r.purpose_id, r.channel_id): r.status for r in rows}

    assert standing() == expected
    assert rebuild().false == 0
    assert standing() == expected
    ads = {
        channel
        for point, _purpose, channel in expected
        if expected.get((point, MARKETING, channel)) == expected.get((point, ADVERTISING, channel)) == "granted"
    }
    assert ClientConsents.objects.get(pk=customer.pk).ads == sorted(ads)


@pytest.mark.django_db
@pytest.mark.parametrize(("survivor", "other", "left"), [
    ("granted", "withdrawn", {"withdrawn"}),
    ("withdrawn", "granted", {"withdrawn"}),
    ("none", "granted", set()),
    ("granted", "none", {"granted"}),
])  # fmt: skip
def test_c7_the_stricter_state_wins(operator_named: None, survivor: str, other: str, left: set[str]) -> None:
    stays, goes = make_phone(make_person()), make_phone(make_person())
    for point, status in ((stays, survivor), (goes, other)):
        if status != "none":
            grant_pair(point)
        if status == "withdrawn":
            withdraw_pair(point)
    before = ConsentEvent.objects.filter(point=goes).count()

    take_stricter(survivor=stays.pk, other=goes.pk, operation=stays.pk, reason="merge", by=system_user())

    rows = ConsentState.objects.filter(point=stays).order_by("pk")
    assert {row.status for row in rows} == left
    assert ConsentEvent.objects.filter(point=goes).count() == before
    assert rebuild().false == 0


@pytest.mark.django_db
def test_every_client_has_his_row() -> None:
    point = make_phone(make_person())
    assert without_row() == 0
    ContactPoint.objects.filter(pk=point.pk).delete()
    ClientConsents.objects.all().delete()
    assert without_row() == 1
    rebuild()
    assert without_row() == 0


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_ledger_is_sealed_beside_the_journal(operator_named: None) -> None:
    point = make_phone(make_person())
    grant_pair(point)
    seal_everything()
    whole = verify()
    tamper("UPDATE consents_consentevent SET action = 'withdrawn'", table="consents_consentevent")

    report = verify(seal_first=False)

    assert whole.ok
    assert {stream.stream: stream.breaks for stream in report.streams} == {"journal": 0, "consents": 1}
