"""What the gate is told of a campaign."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from consents.gate import Sending
from consents.models.gate import MessageClass
from core.errors import DomainError
from messaging.choices import Carrier
from messaging.letters.variables import UNSUBSCRIBE
from messaging.models import Gateway, TemplateVersion


def sending(campaign: Campaign) -> Sending:
    """As it is now; who has yet to approve is taken as having done so. Raises DomainError without a gateway."""
    gateway = gateway_of(campaign)
    version = version_of(campaign)
    return Sending(
        channel=campaign.channel,
        message_class=MessageClass(campaign.message_class),
        purpose=campaign.purpose,
        approved_by=campaign.approved_by_id or 0,
        processor=gateway.processor_id,
        sender=gateway.sender_name or gateway.sender,
        can_unsubscribe=version is None or can_refuse(campaign.channel, version),
    )


def moment(campaign: Campaign) -> dt.datetime:
    """For which it is asked: when it goes, or now."""
    now = timezone.now()
    return max(campaign.send_at, now) if campaign.send_at is not None else now


def gateway_of(campaign: Campaign) -> Gateway:
    """Its own, or the channel's default."""
    found = campaign.gateway if campaign.gateway is not None else Gateway.objects.default_of(campaign.channel)
    if found is None:
        raise DomainError(_("There is no gateway for this channel yet. An administrator adds one in Office, Gateways."),
                          code="gateway")  # fmt: skip
    return found


def version_of(campaign: Campaign) -> TemplateVersion | None:
    """What it says: frozen, or as the template stands now."""
    if campaign.template_version is not None:
        return campaign.template_version
    if campaign.template_id is None:
        return None
    return TemplateVersion.objects.filter(template=campaign.template_id).order_by("-number").first()


def can_refuse(channel: str, version: TemplateVersion) -> bool:
    """A letter has it in its headers and its foot; an SMS where its text says so."""
    return channel == Carrier.EMAIL or UNSUBSCRIBE in version.body
