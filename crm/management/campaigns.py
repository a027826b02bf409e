"""A campaign named on a command line."""

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from core.errors import DomainError


def numbered(number: int) -> Campaign:
    """Raises DomainError when there is none."""
    rows = Campaign.objects.live().select_related("author__role", "template", "template_version", "gateway")
    found = rows.filter(pk=number).first() if 0 < number < 2**63 else None
    if found is None:
        raise DomainError(_("There is no campaign %(number)s.") % {"number": number}, code="campaign")
    return found
