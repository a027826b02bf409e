"""A base type given by hand: good until a day, with a reason, undoable. When the day has passed it is counted again."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts import company
from accounts.models import User
from core.errors import DomainError
from customers.models import Customer
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items, single
from segmentation.choices import Lifecycle
from segmentation.models import LifecyclePin
from segmentation.models.score import LONGEST_WHY
from segmentation.scores import touched

USUAL_DAYS = 90
MOST_DAYS = 730


def usual_until() -> dt.date:
    """What the form offers."""
    return company.today() + dt.timedelta(days=USUAL_DAYS)


def pin(*, by: User, customer: Customer, lifecycle: str, until: dt.date | None, why: str) -> Operation:
    """Raises DomainError on a type there is not, a day that has passed or is too far, or no reason."""
    why = " ".join(why.replace("\0", "").split())
    day = _checked(lifecycle, until, why)
    with single(by=by, params=_about(customer)) as operation:
        items.lock(Customer.objects.filter(pk=customer.pk))
        LifecyclePin.objects.update_or_create(
            customer=customer,
            defaults={"lifecycle": lifecycle, "until": day, "why": why, "by": by},
            create_defaults={
                "lifecycle": lifecycle, "until": day, "why": why, "by": by, "made_in": operation.pk,
            },
        )  # fmt: skip
        touched.rescore_now([customer.pk])
    return operation


def unpin(*, by: User, customer: Customer) -> Operation | None:
    """Let the rules speak again; None when nothing was pinned."""
    standing = LifecyclePin.objects.filter(customer=customer)
    if not standing.exists():
        return None
    with single(by=by, params=_about(customer)) as operation:
        standing.delete()
        touched.rescore_now([customer.pk])
    return operation


def of(customer_id: int) -> LifecyclePin | None:
    """The pin that is still good."""
    good = LifecyclePin.objects.filter(customer=customer_id, until__gte=company.today())
    return good.select_related("by").first()


def _checked(lifecycle: str, until: dt.date | None, why: str) -> dt.date:
    if lifecycle not in Lifecycle.values:
        raise DomainError(_("Choose the base type."), code="lifecycle")
    today = company.today()
    if until is None or not today < until <= today + dt.timedelta(days=MOST_DAYS):
        raise DomainError(_("Name a day after today and within two years."), code="until")
    if not why:
        raise DomainError(_("Say why: somebody will ask in half a year."), code="why")
    if len(why) > LONGEST_WHY:
        raise DomainError(_("The reason is at most %(most)d characters.") % {"most": LONGEST_WHY}, code="why")
    return until


def _about(customer: Customer) -> dict[str, str]:
    return {"object_type": CUSTOMER, "object_id": str(customer.pk)}
