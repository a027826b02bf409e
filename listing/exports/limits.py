"""How much a person may take out at once, and when he is asked who he is once more."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import journal
from accounts.models import Role, User
from accounts.permissions import Permission
from core.errors import DomainError
from core.text.numbers import number
from listing.exports.models import ExportLimit

DEFAULT = 5_000
"""Rows at once for a role nobody has set a limit for; administrators have none."""
CONFIRMED_ABOVE = 1_000
"""More rows than so many, and the password is asked for once more."""
LIMIT_CHANGED = "export.limit_changed"


def limit_of(user: User) -> int | None:
    """Rows at once; None: as many as he sees."""
    return limits([user.role])[user.role.pk]


def limits(roles: list[Role]) -> Mapping[int, int | None]:
    """The same for roles, asked at once."""
    standing = dict(ExportLimit.objects.filter(role__in=roles).values_list("role_id", "rows"))
    return {role.pk: standing.get(role.pk, None if _administers(role) else DEFAULT) for role in roles}


def _administers(role: Role) -> bool:
    return Permission.ADMINISTER in role.permissions


@transaction.atomic
def set_limits(wanted: Mapping[Role, int | None], *, by: User) -> None:
    """None: no limit. Each change is journalled by itself, what stays as it was is not."""
    standing = limits(list(wanted))
    changed = {role: rows for role, rows in wanted.items() if standing[role.pk] != rows}
    ExportLimit.objects.bulk_create(
        [ExportLimit(role=role, rows=rows) for role, rows in changed.items()],
        update_conflicts=True,
        unique_fields=["role"],
        update_fields=["rows"],
    )
    for role, rows in changed.items():
        journal.record(
            LIMIT_CHANGED,
            by=by,
            object_type="accounts.role",
            object_id=role.pk,
            details={"role": role.code, "rows": rows},
        )


def check(user: User, rows: int) -> None:
    """Raises DomainError when it is nothing at all, or more than the person may take."""
    if not rows:
        raise DomainError(_("There is nothing to export: no row fits the choice."), code="empty")
    limit = limit_of(user)
    if limit is None or rows <= limit:
        return
    if not limit:
        raise DomainError(_("Your role may not export lists. Ask the administrator."), code="limit")
    chosen = ngettext("%(count)s row is chosen", "%(count)s rows are chosen", rows) % {"count": number(rows)}
    allowed = ngettext("%(count)s row", "%(count)s rows", limit) % {"count": number(limit)}
    raise DomainError(
        _("%(chosen)s, and your role may export %(limit)s at once. Narrow the filter, or ask the administrator.")
        % {"chosen": chosen, "limit": allowed},
        code="limit",
    )


def needs_confirmation(rows: int) -> bool:
    """Whether the person must show once more that it is he before so many rows leave."""
    return rows > CONFIRMED_ABOVE
