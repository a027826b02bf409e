"""After a restore: whoever was erased since the backup was made is erased again (rule E-5)."""

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import system_user
from consents.erasure import ledger, services
from consents.models import ErasedCustomer, Erasure, ErasureReason, ErasureState, ErasureSubject
from core.errors import DomainError
from customers.models import Customer


def replay(folders: Iterable[Path]) -> int:
    """By the ledgers in these folders; returns how many persons. Raises DomainError when a ledger cannot be read."""
    try:
        known = ledger.read(*folders)
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError(
            _(
                "The ledger of erasures %(name)s is damaged: persons erased since the backup may be back. "
                "Erase them again."
            )
            % {"name": ledger.NAME},
            code="ledger",
        ) from error
    rows = came_back(known)
    if rows:
        services.run_now(_erasure(rows, known))
    return len(rows)


def came_back(known: Iterable[ledger.Erased]) -> list[Customer]:
    """Cards of this very base that were erased and stand here whole."""
    keys = {(one.customer, one.key) for one in known}
    ids = [number for number, _key in keys]
    rows = Customer.objects.filter(pk__in=ids).exclude(pk__in=ErasedCustomer.objects.values("customer_id"))
    return [row for row in rows.order_by("pk") if (row.pk, ledger.key_of(row.pk, row.created_at)) in keys]


@transaction.atomic
def _erasure(rows: list[Customer], known: Iterable[ledger.Erased]) -> Erasure:
    acts = sorted({one.act for one in known if one.customer in {row.pk for row in rows}})
    by, now = system_user(), timezone.now()
    note = _("acts No. %(numbers)s") % {"numbers": ", ".join(map(str, acts))}
    made = Erasure.objects.create(
        reason=ErasureReason.RESTORED, note=note[:300], state=ErasureState.APPROVED, author=by, approver=by,
        approved_at=now,
    )  # fmt: skip
    ErasureSubject.objects.bulk_create([ErasureSubject(erasure=made, customer=row, name=row.name) for row in rows])
    return made
