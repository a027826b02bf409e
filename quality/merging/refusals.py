"""Which cards cannot be merged, and why: said before anything is changed, and again under their locks."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from consents.models import ErasedCustomer, ErasureSubject
from consents.models.erasure import LIVE
from core.errors import DomainError
from customers.models import Customer

MOST = 20
"""Cards merged at once; a group of more is no person."""


def may_merge(user: User) -> bool:
    """Whether the role lets him merge at all."""
    return user.has(Permission.MERGE_CUSTOMERS) and user.has(Permission.EDIT_CUSTOMERS)


def refuse_actor(by: User, ids: Sequence[int]) -> None:
    """Raises DomainError when he may not merge, or does not see all of these cards; the system may."""
    if by.is_system:
        return
    if not may_merge(by):
        raise DomainError(_("Your role does not let you merge cards."), code="permission")
    if Customer.objects.visible_to(by).filter(pk__in=ids).count() < len(set(ids)):
        raise DomainError(_("Not all of these cards are yours to see."), code="not_yours")


def refuse_cards(survivor: Customer | None, duplicates: Sequence[Customer], ids: Sequence[int]) -> None:
    """Raises DomainError on what cannot be one client. `ids` are all that were asked for, the survivor first."""
    if len(set(ids)) < len(ids) or len(ids) < 2:
        raise DomainError(_("Choose another card: one cannot be merged with itself."), code="itself")
    if len(ids) > MOST:
        raise DomainError(_("At most %(most)s cards are merged at once.") % {"most": MOST}, code="many")
    if survivor is None or len(duplicates) + 1 < len(ids):
        raise DomainError(_("One of the cards is gone."), code="gone")
    for card in (survivor, *duplicates):
        _refuse_merged(card)
    if survivor.is_archived:
        raise DomainError(
            _("The main card “%(name)s” is in the archive: take it out, or choose another.") % {"name": survivor.title},
            code="archived",
        )
    if len({card.kind for card in (survivor, *duplicates)}) > 1:
        raise DomainError(_("A person and a company cannot be one card: tie them by a relation instead."), code="kinds")
    _refuse_erased(ids)


def _refuse_merged(card: Customer) -> None:
    if card.merged_into_id is not None:
        into = Customer.objects.get(pk=card.merged_into_id)
        raise DomainError(
            _("The card “%(name)s” has been merged already, into “%(into)s”.")
            % {"name": card.title, "into": into.title},
            code="merged",
        )


def _refuse_erased(ids: Sequence[int]) -> None:
    if ErasedCustomer.objects.filter(customer__in=ids).exists():
        raise DomainError(_("The data of one of these clients were erased: it cannot be merged."), code="erased")
    if ErasureSubject.objects.filter(customer__in=ids, erasure__state__in=LIVE).exists():
        raise DomainError(
            _("The data of one of these clients are about to be erased: decide about that first."), code="erasing"
        )
