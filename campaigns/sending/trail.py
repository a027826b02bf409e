"""What the journal says of campaigns, and whom it tells."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

import journal
from accounts.notifications import notify
from accounts.permissions import Permission
from campaigns.models import Campaign
from core.registries.notifications import NotificationKind, notification_kinds
from core.registries.objects import ObjectKind, object_kinds
from core.registries.verbs import Verb, verbs
from journal.actors import Actor

CAMPAIGN = "campaigns.campaign"
STOPPED_ITSELF, ASKED, ENDED = "campaigns.stopped_itself", "campaigns.approval_asked", "campaigns.ended"
ACTS: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "made": (gettext_lazy("Campaign made: %(name)s"), gettext_lazy("Campaign made"), "plus"),
    "changed": (gettext_lazy("Campaign changed: %(name)s"), gettext_lazy("Campaign changed"), "pencil"),
    "asked": (gettext_lazy("Approval asked for the campaign: %(name)s"),
              gettext_lazy("Approval of a campaign asked for"), "send"),
    "approved": (gettext_lazy("Campaign approved: %(name)s"), gettext_lazy("Campaign approved"), "check"),
    "withdrawn": (gettext_lazy("Campaign taken back to a draft: %(name)s"),
                  gettext_lazy("Campaign taken back to a draft"), "pencil"),
    "launched": (gettext_lazy("Campaign launched: %(name)s"), gettext_lazy("Campaign launched"), "send"),
    "paused": (gettext_lazy("Campaign paused: %(name)s"), gettext_lazy("Campaign paused"), "clock"),
    "resumed": (gettext_lazy("Campaign goes on: %(name)s"), gettext_lazy("Campaign goes on"), "send"),
    "stopped": (gettext_lazy("Campaign stopped: %(name)s"), gettext_lazy("Campaign stopped"), "x"),
    "deleted": (gettext_lazy("Campaign deleted: %(name)s"), gettext_lazy("Campaign deleted"), "trash"),
    "promo": (gettext_lazy("Promo codes of the campaign changed: %(name)s"),
              gettext_lazy("Promo codes of a campaign changed"), "pencil"),
    "settings": (gettext_lazy("Settings of campaigns changed"), "", "pencil"),
}  # fmt: skip


def register() -> None:
    """Name our verbs, what they are about, and what people are told."""
    object_kinds.add(
        ObjectKind(
            code=CAMPAIGN,
            label=pgettext_lazy("message to many", "campaign"),
            url=lambda pk: reverse("campaigns:one", args=[int(pk)]),
        )
    )
    for code, (sentence, label, icon) in ACTS.items():
        verbs.add(Verb(code=f"campaigns.{code}", sentence=sentence, label=label, icon=icon, tell=_name))
    notification_kinds.add(
        NotificationKind(
            code=STOPPED_ITSELF, label=gettext_lazy("A campaign has stopped itself"), icon="alert-triangle",
            sentence=lambda params: _("The campaign has paused itself: %(why)s") % {"why": _why(params)},
            permission=Permission.CAMPAIGNS,
        ),
        NotificationKind(
            code=ASKED, label=gettext_lazy("A campaign awaits approval"), icon="send",
            sentence=lambda params: _("A campaign awaits your approval"), permission=Permission.CAMPAIGNS,
        ),
    )  # fmt: skip


def record(act: str, campaign: Campaign, *, by: Actor) -> None:
    """Write down what was done to a campaign."""
    journal.record(f"campaigns.{act}", by=by, object_type=CAMPAIGN, object_id=campaign.pk,
                   details={"name": campaign.name})  # fmt: skip


def tell(kind: str, campaign: Campaign, people: list[int], *, why: str = "", by: Actor | None = None) -> None:
    """Tell people of a campaign in the bell."""
    notify(people, kind, title=campaign.name, params={"why": why}, url=campaign.get_absolute_url(), by=by,
           object_type=CAMPAIGN, object_id=campaign.pk)  # fmt: skip


def _name(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"name": details.get("name", "—")}


def _why(params: Mapping[str, Any]) -> str:
    from campaigns.sending.words import why

    return why(str(params.get("why", "")))
