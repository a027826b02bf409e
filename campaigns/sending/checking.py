"""What keeps a campaign from being sent: the list at its side, and the refusal at its launch."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.audience.rows import refuse_gone
from campaigns.audience.sending import can_refuse, gateway_of, version_of
from campaigns.choices import CampaignKind, Plan
from campaigns.models import Campaign
from campaigns.triggers.checking import refuse_trigger
from consents.models.gate import MessageClass
from core.errors import DomainError
from messaging.letters import services as letters
from messaging.letters.services import Text


@dataclass(frozen=True)
class Point:
    """One thing to be right. `fault`: what is wrong, in words; empty: it is right."""

    step: str
    """Where on the page it is put right: `whom`, `what`, `when`."""
    label: str
    fault: str = ""


def points(campaign: Campaign) -> list[Point]:
    """All of them, in the order of the page."""
    author = Point("whom", _("Its author works here"), _author(campaign))
    if campaign.kind == CampaignKind.TRIGGER:
        told = Point("whom", _("The event is told"), _said(lambda: refuse_trigger(campaign)))
        return [author, told, *_of_message(campaign)]
    return [
        author,
        Point("whom", _("Audience is chosen"), _said(lambda: refuse_gone(campaign.sources.select_related("segment")))),
        *_of_message(campaign),
        Point("when", _("Time is set"), _time(campaign)),
    ]


def _of_message(campaign: Campaign) -> list[Point]:
    return [
        Point("what", _("Message is written"), _said(lambda: refuse_text(campaign))),
        Point("what", _("Readers can refuse further messages"), _refusal(campaign)),
        Point("what", _("A gateway carries it"), _said(lambda: _refuse_gateway(campaign))),
    ]


def refuse(campaign: Campaign) -> None:
    """Raises DomainError with the first thing that is wrong."""
    for point in points(campaign):
        if point.fault:
            raise DomainError(point.fault, code="check")


def refuse_text(campaign: Campaign) -> None:
    """Raises DomainError: there is no text, or it names what there is not any more."""
    version = version_of(campaign)
    if version is None:
        raise DomainError(_("Write the text, or choose a template."), code="template")
    is_away = campaign.template is not None and campaign.template.archived_at is not None
    if is_away and not campaign.has_own_text:
        raise DomainError(_("The template is in the archive: choose another."), code="template")
    text = Text(body=version.body, subject=version.subject, preheader=version.preheader)
    letters.refuse_bad(text, channel=campaign.channel, by=campaign.author)


def _author(campaign: Campaign) -> str:
    author = campaign.author
    if author is not None and author.is_active:
        return ""
    return _("The author does not work here any more: take the campaign back to a draft and save it, then it is yours.")


def _refusal(campaign: Campaign) -> str:
    version = version_of(campaign)
    if version is None or campaign.message_class != MessageClass.ADVERTISING or can_refuse(campaign.channel, version):
        return ""
    return _("Put the unsubscribe link into the text of the SMS: advertising must offer it.")


def _refuse_gateway(campaign: Campaign) -> None:
    gateway = gateway_of(campaign)
    if not gateway.is_active or gateway.channel != campaign.channel:
        raise DomainError(_("The gateway is switched off: choose another."), code="gateway")


def _time(campaign: Campaign) -> str:
    if campaign.plan == Plan.NOW:
        return ""
    if campaign.send_at is None:
        return _("Say when it begins.")
    return _("The time has passed: choose another.") if campaign.send_at < timezone.now() else ""


def _said(check: Callable[[], None]) -> str:
    try:
        check()
    except DomainError as error:
        return str(error)
    return ""
