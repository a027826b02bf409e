"""Parts of addresses of campaigns' results."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from tests.campaigns.tracking_base import make_campaign


def values(author: User) -> dict[str, dict[str, Any]]:
    """Names of addresses to their parts."""
    campaign = make_campaign(author=author, state="done", started_at=timezone.now(), finished_at=timezone.now())
    return {"campaign_results:": {"pk": campaign.pk, "what": "sent"}}
