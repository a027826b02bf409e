"""How clients of the demo base took the campaigns of the demo shop: by statements, the same for the same base."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from accounts.services import system_user
from campaigns.audience.counting import KEPT
from campaigns.audience.rows import rows
from campaigns.audience.sending import sending
from campaigns.choices import OK
from campaigns.demo.stories import ANSWERS, Story
from campaigns.models import Campaign, Recipient, TrackedLink
from campaigns.tracking.marking import PROFILING
from consents import gate
from consents.documents import publishing
from consents.documents.starting import sample_for
from consents.gate import load
from consents.ledger.checking import kind_of
from consents.ledger.writing import append_rows
from consents.models import ConsentDocument, Operator
from core import sql
from core.registries.demo import DemoPlan
from messaging.choices import Priority

ZONE = ZoneInfo("Europe/Moscow")
ALL = 1000
"""The whole, in parts of a thousand."""
MOST = 5_000
"""Clients of one audience: enough for every page, and quick in a base of any size."""
VERDICTS = "demo_verdicts"


def moment(plan: DemoPlan, story: Story) -> dt.datetime:
    """When it was launched; what is on its way began an hour ago."""
    at = dt.datetime.combine(plan.end_date - dt.timedelta(days=story.days_ago), dt.time(story.hour), tzinfo=ZONE)
    return min(at, timezone.now() - dt.timedelta(hours=1))


def agree_to_profiling(plan: DemoPlan) -> None:
    """Three in four of those who agreed to advertising have agreed to be known by what they open, too."""
    params = {"document": _text().pk, "most": MOST, "seed": plan.seed}
    append_rows(sql.text("campaigns", "invent_profiling"), params, by=system_user())


def _text() -> ConsentDocument:
    kind = kind_of(PROFILING, "sms")
    standing = ConsentDocument.objects.filter(kind=kind, purpose=PROFILING, valid_from__isnull=False, valid_to=None)
    if (found := standing.order_by("pk").first()) is not None:
        return found
    text = sample_for(kind, PROFILING, "изучение предпочтений", Operator.objects.order_by("pk")[0])
    draft = publishing.save_draft(
        by=system_user(), kind=kind, purpose=PROFILING, title=text.title, label=text.label, body=text.body
    )
    return publishing.publish(by=system_user(), pk=draft.pk)


def freeze(campaign: Campaign, story: Story) -> int:
    """As `audience.freezing` does, of the first clients, as if it were done on that day. Returns how many get it."""
    found = rows(campaign)
    first = f"(SELECT one.id FROM {found.plus} AS one (id) ORDER BY one.id LIMIT {MOST})"  # noqa: S608
    found = replace(found, plus=first)
    gate.judge(sending(campaign), found.audience, into=VERDICTS, columns=KEPT)
    _execute(
        sql.statement("campaigns", "freeze_audience", {"outcomes": found.outcomes(VERDICTS)}),
        {**found.params, "occurrence": ""},
    )
    _execute(f"DROP TABLE {VERDICTS}", {})
    _execute(
        sql.text("campaigns", "invent_recipients"),
        {"campaign": campaign.pk, "at": campaign.started_at, "swayed": story.swayed, "days": story.window},
    )
    return Recipient.objects.filter(campaign=campaign, outcome=OK).count()


def send(campaign: Campaign, story: Story, plan: DemoPlan) -> None:
    """A message for each who gets it: delivered, failed, refused at the last moment, still waiting."""
    params = {
        "campaign": campaign.pk, "channel": campaign.channel, "message_class": campaign.message_class,
        "purpose": campaign.purpose, "gateway": campaign.gateway_id, "version": campaign.template_version_id,
        "by": campaign.author_id, "subject": story.subject, "priority": Priority.CAMPAIGN.value,
        "started": campaign.started_at, "later": timezone.now() + dt.timedelta(days=1), "price": story.price,
        "failed": story.failed, "denied": story.denied, "upto": campaign.total * story.sent // ALL,
    }  # fmt: skip
    _execute(sql.text("campaigns", "invent_messages"), params)
    _execute(load.part(sql.text("campaigns", "find_load")), {"campaign": campaign.pk, **load.PARAMS})


def react(campaign: Campaign, story: Story, links: Sequence[TrackedLink]) -> None:
    """What people did, and programs before them; answers and refusals."""
    params = {
        "campaign": campaign.pk, "channel": campaign.channel, "links": [one.pk for one in links],
        "opened": story.opened, "clicked": story.clicked, "left": story.left, "answered": story.answered,
        "answers": list(ANSWERS), "days": story.window, "gateway": campaign.gateway_id,
    }  # fmt: skip
    for name in ("invent_reactions", "invent_responses", "invent_answers"):
        _execute(sql.text("campaigns", name), params)
    append_rows(sql.text("campaigns", "invent_leavers"), params, by=system_user())


def _execute(statement: str, params: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
