"""Rows the product cannot work without. Made after each migration, so that a flushed base gets them back too."""

from typing import Any

from django.apps.registry import Apps
from django.contrib.auth.hashers import make_password
from django.db.models import Model

from accounts.models import Company, Role, User
from accounts.models.company import ONLY
from accounts.models.people import ADMIN, BUILT_IN_NAMES
from accounts.permissions import Permission, Scope
from core.text.actors import SYSTEM_NAME

P = Permission
READS = [P.VIEW_CUSTOMERS]
WORKS = [*READS, P.EDIT_CUSTOMERS, P.BULK_CHANGE, P.ARCHIVE_CUSTOMERS, P.MERGE_CUSTOMERS, P.MESSAGES_SEND]
LEADS = [*WORKS, P.HANDOVER, P.EXPORT_CUSTOMERS, P.SHARE_VIEWS, P.TEMPLATES, P.CAMPAIGNS, P.SEE_JOURNAL]
CONTACTS_MASKED = {"phone": "masked", "email": "masked", "address": "masked", "note": "hidden"}

ROLES: dict[str, dict[str, Any]] = {
    "manager": {"scope": Scope.OWN, "permissions": WORKS},
    "supervisor": {"scope": Scope.TEAM, "permissions": LEADS},
    "marketer": {
        "scope": Scope.ALL,
        "permissions": [
            *READS,
            P.EXPORT_CUSTOMERS,
            P.SHARE_VIEWS,
            P.MESSAGES_SEND,
            P.TEMPLATES,
            P.CAMPAIGNS,
            P.SEE_TOTALS_OF_ALL,
        ],
        "field_rights": CONTACTS_MASKED,
    },
    "privacy": {
        "scope": Scope.ALL,
        "permissions": [*READS, P.EDIT_CUSTOMERS, P.EXPORT_CUSTOMERS, P.SEE_JOURNAL, P.PRIVACY],
    },
    "viewer": {"scope": Scope.ALL, "permissions": [*READS, P.SEE_TOTALS_OF_ALL, P.SEE_JOURNAL]},
    ADMIN: {"scope": Scope.ALL, "permissions": list(P)},
}
SYSTEM_EMAIL = "system@kartoteka.invalid"


def built_in_values(code: str) -> dict[str, Any]:
    """What a built-in role is made with; an admin may go back to it."""
    values = ROLES[code]
    return {
        "name": BUILT_IN_NAMES[code][0],
        "scope": values["scope"].value,
        "permissions": [permission.value for permission in values["permissions"]],
        "field_rights": dict(values.get("field_rights", {})),
    }


def ensure_builtin_rows(*, using: str, apps: Apps | None = None, **_signal: object) -> None:
    """Idempotent. An admin's own changes to a role are kept, but an administrator can always do everything.

    `apps` is the schema a migration arrived at, None after a flush. Of an older schema nothing is written: these
    models would ask for columns it lacks, and its next migration up brings us here again.
    """
    if apps and not _has_our_columns(apps):
        return
    roles = Role.objects.using(using)
    for code in ROLES:
        roles.get_or_create(code=code, defaults={**built_in_values(code), "is_built_in": True})
    whole = {"permissions": Permission.values, "scope": Scope.ALL, "field_rights": {}}
    roles.filter(code=ADMIN).exclude(**whole).update(**whole)
    Company.objects.using(using).get_or_create(pk=ONLY)
    User.objects.using(using).get_or_create(
        is_system=True,
        defaults={
            "email": SYSTEM_EMAIL,
            "first_name": SYSTEM_NAME,
            "password": make_password(None),
            "is_active": False,
            "role": roles.get(code=ADMIN),
        },
    )


def _has_our_columns(apps: Apps) -> bool:
    try:
        return all(_columns(apps.get_model(model._meta.label)) == _columns(model) for model in (Company, Role, User))
    except LookupError:  # back to before the first migration
        return False


def _columns(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}
