"""People who may take lists out, and clients to be taken."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Role, User
from accounts.permissions import Permission
from listing.exports import services
from listing.exports.models import Export
from listing.exports.services import Wish
from listing.pages import list_pages

Exporting = Callable[..., Export]


@pytest.fixture(autouse=True)
def in_russian() -> Iterator[None]:
    with translation.override("ru"):
        yield


@pytest.fixture
def exporter(manager: User) -> User:
    """A manager who may take his own clients out."""
    give(manager)
    return manager


def give(user: User, *permissions: str) -> None:
    """A role of his own with these permissions beside what he has, by default the right to export."""
    added = permissions or (Permission.EXPORT_CUSTOMERS,)
    user.role = Role.objects.create(
        code=f"role-{user.pk}", name="Выгружает", permissions=[*user.role.permissions, *added], scope=user.role.scope
    )
    user.save(update_fields=["role"])


def lose(user: User) -> None:
    """The right to export."""
    user.role.permissions = [one for one in user.role.permissions if one != Permission.EXPORT_CUSTOMERS]
    user.role.save(update_fields=["permissions"])


def wish(**asked: Any) -> Wish:
    """All clients one sees, as CSV."""
    given: dict[str, Any] = {
        "choice": {"rule": {}},
        "columns": ["full_name", "phone", "email", "city"],
        "format": "csv",
        "purpose": "Сверка с бухгалтерией",
        **asked,
    }
    return Wish(page=list_pages.get("customers"), **given)


@pytest.fixture
def exported() -> Exporting:
    """`exported(user, format="xlsx")` is an export that is made."""

    def make(user: User, **asked: Any) -> Export:
        return services.start_and_wait(services.prepare(wish(**asked), by=user), by=user)

    return make
