"""A campaign named on a command line."""

from django.utils.translation import gettext as _

from campaigns.choices import CampaignKind
from campaigns.models import Campaign
from core.errors import DomainError


def numbered(number: int) -> Campaign:
    """Raises DomainError when there is none, or when it is a trigger."""
    rows = Campaign.objects.live().select_related("author__role", "template", "template_version", "gateway")
    found = rows.filter(pk=number).first() if 0 < number < 2**63 else None
    if found is None:
        raise DomainError(_("There is no campaign %(number)s.") % {"number": number}, code="campaign")
    if found.kind == CampaignKind.TRIGGER:
        said = _(
            "Campaign %(number)s is a trigger: it is looked at in its trial, approved and switched on on its page."
        )
        raise DomainError(said % {"number": number}, code="kind")
    return found
