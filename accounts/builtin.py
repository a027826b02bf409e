"""Rows the product cannot work without. Made after each migration, so that a flushed base gets them back too."""

from django.contrib.auth.hashers import make_password

from accounts.models import Company, Role, User
from accounts.models.company import ONLY
from accounts.permissions import Permission, Scope

ROLES = {
    "manager": {
        "name": "Manager",
        "scope": Scope.OWN,
        "permissions": [
            Permission.VIEW_CUSTOMERS.value,
            Permission.EDIT_CUSTOMERS.value,
            Permission.BULK_CHANGE.value,
        ],
    },
    "admin": {"name": "Administrator", "scope": Scope.ALL, "permissions": Permission.values},
}
SYSTEM_EMAIL = "system@kartoteka.invalid"


def ensure_builtin_rows(*, using: str, **_signal: object) -> None:
    """Idempotent. An admin's own changes to a role are kept, but an administrator can always do everything."""
    roles = Role.objects.using(using)
    for code, values in ROLES.items():
        roles.get_or_create(code=code, defaults={**values, "is_built_in": True})
    roles.filter(code="admin").exclude(permissions=Permission.values, scope=Scope.ALL).update(
        permissions=Permission.values, scope=Scope.ALL
    )
    Company.objects.using(using).get_or_create(pk=ONLY)
    User.objects.using(using).get_or_create(
        is_system=True,
        defaults={
            "email": SYSTEM_EMAIL,
            "first_name": "system",
            "password": make_password(None),
            "is_active": False,
            "role": roles.get(code="admin"),
        },
    )
