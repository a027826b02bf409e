"""What all messages of one campaign have in common, as the outbox takes it."""

from campaigns.models import Campaign
from consents.models.gate import MessageClass
from messaging.choices import Source
from messaging.outbox.writing import Wave


def wave(campaign: Campaign, source: Source) -> Wave:
    """As it was approved; when they leave, and until when, is for the caller to add."""
    assert campaign.gateway_id is not None
    return Wave(
        campaign_id=campaign.pk,
        channel=campaign.channel,
        message_class=MessageClass(campaign.message_class),
        source=source,
        gateway_id=campaign.gateway_id,
        template_version_id=campaign.template_version_id,
        purpose=campaign.purpose,
        approved_by_id=campaign.approved_by_id,
        created_by_id=campaign.author_id,
    )
