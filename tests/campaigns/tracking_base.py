"""A campaign whose letters are about to leave, to readers who agreed to profiling or did not."""

from typing import Any

from accounts.services import system_user
from campaigns.models import Campaign
from consents import services
from consents.choices import Method
from consents.ledger.checking import Wish
from consents.models import ConsentDocument
from consents.models.gate import MessageClass
from customers.models import ContactPoint
from messaging.choices import Source
from messaging.letters import services as letters
from messaging.letters.services import Text
from messaging.models import Message
from messaging.outbox import writing
from messaging.outbox.drafts import Draft
from tests.factories.consents import SAID, make_document
from tests.messaging.public.base import make_operator

PLAIDS = "https://shop.example.com/plaids?a=1&b=2"
SHOP = "https://shop.example.com"
LETTER = (
    '<p><a href="https://shop.example.com/plaids?a=1&amp;b=2">Plaids</a> '
    '<a href="https://shop.example.com/of/{{ greeting }}">Yours</a> '
    '<a href="{{ unsubscribe_url }}">Leave</a></p>'
)
SMS = "Plaids: https://shop.example.com/sms."


def make_campaign(channel: str = "email", body: str = LETTER, **values: Any) -> Campaign:
    """As it stands after its launch."""
    by = system_user()
    text = Text(subject="Autumn" if channel == "email" else "", body=body)
    template = letters.create(by=by, name=f"Autumn, {channel}", channel=channel, message_class="service", text=text)
    own: dict[str, Any] = {"name": "Autumn", "channel": channel, "message_class": "service", "state": "sending"}
    version = letters.last_version(template)
    return Campaign.objects.create(**{**own, "template": template, "template_version": version, **values})


def allow(point: ContactPoint, channel: str = "email") -> None:
    """Agree to profiling."""
    if not ConsentDocument.objects.filter(purpose="profiling", valid_from__isnull=False).exists():
        make_operator()
        make_document("profiling", channel=channel)
    wish = Wish(point.pk, "profiling", channel)
    services.grant(by=system_user(), customer=point.customer, wishes=[wish], method=Method.MANUAL, evidence=SAID)


def queue(campaign: Campaign, point: ContactPoint, **values: Any) -> Message:
    """A message of the campaign, out to send."""
    draft = Draft(
        channel=campaign.channel,
        message_class=MessageClass.SERVICE,
        source=Source.CAMPAIGN,
        customer_id=point.customer_id,
        point_id=point.pk,
        campaign_id=campaign.pk,
        template_version_id=campaign.template_version_id,
        **values,
    )
    return writing.put(draft, by=system_user())
