"""A trial over days gone by tells what comes out when the same days are lived through."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from accounts.models import User
from campaigns.choices import OK
from campaigns.models import Recipient
from campaigns.triggers import trial
from campaigns.triggers.choices import Again, Event
from customers.models import ContactPoint
from messaging.models import Message
from sales.models import Purchase
from tests.campaigns.campaign_base import at_any_hour, reader
from tests.campaigns.trigger_base import DAY, NOON, buy, live, outcomes, trigger
from tests.factories.users import make_user
from tests.messaging.outbox_base import scripted_gateway

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
DAYS = 16


@pytest.fixture(autouse=True)
def _world() -> None:
    at_any_hour()
    scripted_gateway()


def invented(seed: int) -> None:
    """Purchases of eight clients, two with one address, two who may not be written to."""
    draw = random.Random(seed)
    people = [reader(agreed=at > 1) for at in range(8)]
    value = ContactPoint.objects.get(customer=people[6]).value
    ContactPoint.objects.filter(customer=people[7]).update(value=value)
    hours = [(one, draw.randrange(-20 * 24, DAYS * 24)) for one in people for _ in range(draw.randrange(8))]
    ten = Decimal(10)
    moments = ((one, NOON + dt.timedelta(hours=hour, minutes=draw.randrange(60))) for one, hour in hours)
    Purchase.objects.bulk_create(
        Purchase(customer=one, purchased_at=at, total=ten, own_total=ten) for one, at in moments
    )


CASES = [
    (Event.PURCHASE, 0, Again.DAYS),
    (Event.PURCHASE, 3, Again.EACH),
    (Event.PURCHASE, 1, Again.NEVER),
    (Event.FIRST_PURCHASE, 2, Again.NEVER),
    (Event.NO_PURCHASE, 6, Again.DAYS),
]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("event", "days", "again"), CASES)
def test_a_trial_equals_the_days_lived_through(admin_user: User, event: str, days: int, again: str, seed: int) -> None:
    invented(seed)
    campaign = trigger(
        admin_user, event=event, days=days, again=again, again_days=7, control_percent=25, on=NOON
    )  # fmt: skip
    foretold = trial.run(campaign, until=NOON + DAYS * DAY, days=DAYS)
    assert not Recipient.objects.exists()
    live(campaign, NOON, DAYS, step=dt.timedelta(hours=18 + 6 * seed))
    lived = outcomes(campaign)
    excluded = {line.code: line.count for line in foretold.whole.excluded}
    assert foretold.whole.included == sum(outcome == OK for *_row, outcome in lived)
    assert excluded == {
        code: sum(outcome == code for *_row, outcome in lived) for code in {row[2] for row in lived} - {OK}
    }
    assert Message.objects.filter(campaign_id=campaign.pk).count() == foretold.whole.included


def test_days_and_the_people_behind_a_number(admin_user: User, manager: User) -> None:
    one, two = reader(), reader(agreed=False)
    campaign = trigger(admin_user, event=Event.PURCHASE)
    today = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    buy(one, today - 3 * DAY)
    buy(two, today - 3 * DAY)
    found = trial.run(campaign)
    day = next(one for one in found.days if one.included)
    assert (len(found.days), day.included, day.excluded, found.most) == (91, 1, 1, 2)
    assert list(trial.people(campaign, OK, day.day, admin_user, first=5)) == [one]
    assert list(trial.people(campaign, "no_consent", None, admin_user, first=5)) == [two]
    assert list(trial.people(campaign, OK, day.day + DAY, admin_user, first=5)) == []
    assert list(trial.people(campaign, OK, None, make_user(role=manager.role), first=5)) == []
