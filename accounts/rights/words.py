"""Rights and their changes in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.field_rights import FieldAccess
from accounts.models import User
from accounts.models.people import BUILT_IN_NAMES
from accounts.permissions import Permission, Scope
from core.registries.fields import find

ACCESS: dict[str, str | Promise] = {
    FieldAccess.HIDDEN: pgettext_lazy("a field", "hidden"),
    FieldAccess.MASKED: pgettext_lazy("a field", "mask"),
    FieldAccess.READ: pgettext_lazy("a field", "reads"),
    FieldAccess.EDIT: pgettext_lazy("a field", "changes"),
}
PERSON: dict[str, str | Promise] = {
    "email": gettext_lazy("e-mail"),
    "first_name": gettext_lazy("first name"),
    "last_name": gettext_lazy("last name"),
}


def permission(code: str) -> str:
    """A right that the code no longer knows is shown by its code."""
    return str(Permission(code).label) if code in Permission.values else code


def permissions(codes: Iterable[str]) -> str:
    """In the order of the list of rights."""
    order = {code: number for number, code in enumerate(Permission.values)}
    return ", ".join(permission(code) for code in sorted(codes, key=lambda code: order.get(code, len(order))))


def scope(code: str) -> str:
    """«Own clients»."""
    return str(Scope(code).label) if code in Scope.values else code


def field_right(code: str, access: str) -> str:
    """«Phone: mask»."""
    field = find(code)
    label = str(field.label) if field else code
    return f"{label}: {ACCESS.get(access, access)}"


def role_name(code: str, name: str) -> str:
    """A built-in role in the reader's language, unless it was renamed."""
    own, label = BUILT_IN_NAMES.get(code, ("", ""))
    return str(label) if own and own == name else name


def changes_of_user(details: Mapping[str, Any]) -> list[str]:
    """«Role: Manager → Supervisor; team: — → North»."""
    was, now = details.get("was", {}), details.get("now", {})
    told = []
    if was.get("role") != now.get("role"):
        told.append(
            _from_to(_("role"), *(role_name(one.get("role", ""), one.get("role_name", "")) for one in (was, now)))
        )
    if was.get("team") != now.get("team"):
        told.append(_from_to(_("team"), was.get("team_name", ""), now.get("team_name", "")))
    if details.get("fields"):
        told.append(
            _("changed: %(what)s") % {"what": ", ".join(str(PERSON.get(name, name)) for name in details["fields"])}
        )
    return told


def changes_of_role(details: Mapping[str, Any]) -> list[str]:
    """What it gives and takes now."""
    was, now = details.get("was", {}), details.get("now", {})
    told = []
    if was.get("name") and was["name"] != now.get("name"):
        told.append(_from_to(_("name"), was["name"], now.get("name", "")))
    if was.get("scope") != now.get("scope"):
        told.append(_from_to(_("scope"), scope(was.get("scope", "")), scope(now.get("scope", ""))))
    before, after = set(was.get("permissions", [])), set(now.get("permissions", []))
    if after - before:
        told.append(_("may now: %(what)s") % {"what": permissions(after - before)})
    if before - after:
        told.append(_("may no longer: %(what)s") % {"what": permissions(before - after)})
    if bool(was.get("needs_second_factor")) != bool(now.get("needs_second_factor")):
        told.append(
            _("a second factor is demanded")
            if now.get("needs_second_factor")
            else _("a second factor is up to the person")
        )
    told += _changes_of_fields(was.get("field_rights", {}), now.get("field_rights", {}))
    return told


def _changes_of_fields(was: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [
        field_right(code, now.get(code, FieldAccess.EDIT))
        for code in sorted({*was, *now})
        if was.get(code, FieldAccess.EDIT) != now.get(code, FieldAccess.EDIT)
    ]


def changes_of_team(details: Mapping[str, Any]) -> list[str]:
    """Name, lead, how many came and went."""
    was, now = details.get("was", {}), details.get("now", {})
    told = []
    if was.get("name") and was["name"] != now.get("name"):
        told.append(_from_to(_("name"), was["name"], now.get("name", "")))
    if was.get("lead") != now.get("lead"):
        names = _names([was.get("lead"), now.get("lead")])
        told.append(_from_to(_("lead"), *(names.get(one.get("lead") or 0, "") for one in (was, now))))
    came = set(now.get("members", [])) - set(was.get("members", []))
    gone = set(was.get("members", [])) - set(now.get("members", []))
    if came:
        told.append(ngettext("%(count)d came", "%(count)d came", len(came)) % {"count": len(came)})
    if gone:
        told.append(ngettext("%(count)d left", "%(count)d left", len(gone)) % {"count": len(gone)})
    return told


def _names(ids: Iterable[int | None]) -> dict[int, str]:
    found = User.objects.filter(pk__in=[pk for pk in ids if pk]).order_by("pk")
    return {user.pk: user.full_name for user in found}


def _from_to(what: str, was: str, now: str) -> str:
    return f"{what}: {was or '—'} → {now or '—'}"


def joined(told: list[str]) -> str:
    """For one sentence of the journal."""
    return "; ".join(told) or _("details are erased")
