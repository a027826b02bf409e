"""With what a person begins a list: the tab of the role, own columns; both in one query a request."""

from dataclasses import dataclass

from django.db.models import Subquery

from accounts.models import User
from core import per_request
from listing.models import DefaultView, ListColumns
from listing.pages import ListPage


@dataclass(frozen=True)
class Habits:
    """Empty where nothing was chosen."""

    view: str
    columns: tuple[str, ...]


def habits(page: ListPage, user: User) -> Habits:
    """What the role and the person have chosen for this list."""
    return per_request.once(f"listing.habits:{page.code}:{user.pk}", lambda: _read(page, user))


def _read(page: ListPage, user: User) -> Habits:
    view = DefaultView.objects.filter(page=page.code, role=user.role_id).values("view")
    columns = ListColumns.objects.filter(page=page.code, user=user.pk).values("columns")
    found = User.objects.filter(pk=user.pk).order_by("pk").values_list(Subquery(view), Subquery(columns)).first()
    chosen, own = found or (None, None)
    return Habits(chosen or "", tuple(own or ()))
