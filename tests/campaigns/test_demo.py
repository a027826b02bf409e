"""Campaigns of the demo base: what a marketer sees at once, made of rows as the product makes them."""

import datetime as dt

import pytest
from django.core.management import call_command

from campaigns.choices import State
from campaigns.models import Campaign, Part, Reaction, Recipient, Response, ResultLine
from consents.models import ConsentState
from messaging.models import Message

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)


def test_the_demo_base_has_campaigns_with_all_that_came_of_them() -> None:
    call_command("seed_demo", customers=300, purchases=600, end_date=dt.date(2026, 10, 1), json=True)
    states = list(Campaign.objects.order_by("pk").values_list("state", flat=True))
    assert states.count(State.DONE) == 3
    assert {State.DRAFT, State.STOPPED, State.SENDING} <= set(states)
    parts = set(ResultLine.objects.order_by().values_list("part", flat=True))
    assert parts >= {Part.ALL, Part.OUTCOME, Part.CLOCK, Part.LINK, Part.SEGMENT, Part.GATEWAY}
    assert Recipient.objects.control().exists()
    assert Response.objects.filter(orders__gt=0).exists()
    assert Reaction.objects.filter(is_scanner=True).exists()
    told = Reaction.objects.filter(is_scanner=False).values("message__point_id")
    agreed = ConsentState.objects.filter(purpose="profiling", status="granted").values("point_id")
    assert not told.exclude(message__point_id__in=agreed).exists(), "nobody is known by what he opens unasked"
    assert not Message.objects.filter(campaign_id__isnull=False, status="queued", handed_at__isnull=False).exists()
