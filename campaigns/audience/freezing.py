"""The audience frozen: a row for each client it names, with what becomes of him."""

from django.db import connection, transaction

from campaigns.audience.counting import judged
from campaigns.models import Campaign
from core import sql


@transaction.atomic
def freeze(campaign: Campaign, *, occurrence: str = "") -> int:
    """Write the rows by one statement; again it changes nothing. Returns how many were written. Raises DomainError."""
    _hold(campaign)
    with judged(campaign) as (query, found), connection.cursor() as cursor:
        statement = sql.statement("campaigns", "freeze_audience", {"outcomes": query})
        cursor.execute(statement, {**found.params, "occurrence": occurrence})
        return int(cursor.rowcount)


def _hold(campaign: Campaign) -> None:
    """Two at once freeze it one after the other."""
    Campaign.objects.select_for_update(of=("self",), no_key=True).filter(pk=campaign.pk).values_list("pk").first()
