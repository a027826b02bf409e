"""Which promo codes were given out in a campaign: told by who may act upon it, at any time."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns import rights
from campaigns.models import Campaign, PromoCode
from campaigns.results import counting
from campaigns.sending import trail
from campaigns.sending.drafting import locked
from core.errors import DomainError

LONGEST_CODE = 50
MOST_CODES = 20


@transaction.atomic
def give_out(campaign: Campaign, codes: Sequence[str], *, by: User) -> None:
    """These and no others; what was bought by them is counted at once. Raises DomainError."""
    standing = locked(campaign)
    rights.refuse(standing, by)
    once = {code.upper(): code for code in (one.replace("\0", "") for one in codes) if code}
    if len(once) > MOST_CODES or any(len(code) > LONGEST_CODE for code in once.values()):
        raise DomainError(_("At most 20 promo codes, each of at most 50 letters."), code="codes")
    standing.promo_codes.all().delete()
    PromoCode.objects.bulk_create(PromoCode(campaign=standing, code=code) for code in once.values())
    trail.record("promo", standing, by=by)
    if standing.started_at is not None:
        counting.count(standing)
