"""At which hour of their own clocks clients read: the zone is asked once for a place, not for each client."""

from django.db import connection
from django.utils import timezone

from campaigns.models import Campaign
from consents.gate import Audience
from consents.gate.audience import zones_of
from consents.models import Channel
from core import sql


def tell(campaign: Campaign) -> None:
    """Write it beside each response of the campaign."""
    readers = Audience(sql.text("campaigns", "find_readers"), {"campaign": campaign.pk})
    kind = Channel.objects.filter(code=campaign.channel).values_list("contact_kind", flat=True).first()
    params = {**zones_of(readers, kind).params, "campaign": campaign.pk, "home": timezone.get_default_timezone_name()}
    with connection.cursor() as cursor:
        cursor.execute(sql.text("campaigns", "tell_clocks"), params)
