"""A trigger switched on: from this moment on, and for nothing that was due before it."""

from django.utils import timezone

from campaigns.choices import State
from campaigns.models import Campaign, Trigger


def on(campaign: Campaign) -> None:
    """Begin to look. Within the caller's transaction, who has checked it."""
    now = timezone.now()
    campaign.started_at = campaign.started_at or now
    campaign.state = State.SENDING
    campaign.save()
    Trigger.objects.filter(campaign=campaign).update(on_since=now, looked_at=None)
