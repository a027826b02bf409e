"""Whose day is looked at: one's own, the team's, or one colleague's. The address says it (`?whose=team`)."""

from collections.abc import Sequence

from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import Scope
from accounts.scope import reach

WHOSE = "whose"
TEAM = "team"


def may_see_others(user: User) -> bool:
    """Whether anybody's day beside his own is open to this person."""
    return user.role.scope in (Scope.TEAM, Scope.ALL)


def whose(request: HttpRequest) -> str:
    """Empty: his own; `team`: of all he reaches; else the number of one colleague. What he may not is his own."""
    user = request.user
    asked = request.GET.get(WHOSE, "")
    if not isinstance(user, User) or not may_see_others(user):
        return ""
    if asked == TEAM:
        return TEAM
    if asked.isascii() and asked.isdecimal() and len(asked) < 19 and int(asked) != user.pk:
        return asked if reach(user).includes(int(asked)) else ""
    return ""


def people(request: HttpRequest) -> tuple[int, ...] | None:
    """Ids of the users whose things are asked for; None: everybody's. Rights stand beside it, in `visible_to`."""
    user = request.user
    if not isinstance(user, User):
        return ()
    asked = whose(request)
    if asked == TEAM:
        found = reach(user)
        return None if found.everything else found.people
    return (int(asked),) if asked else (user.pk,)


def colleagues(user: User) -> Sequence[User]:
    """Whom the choice of the page names: those in his reach who work here, by name."""
    if not may_see_others(user):
        return []
    found = reach(user)
    rows = User.objects.filter(is_active=True, is_system=False).exclude(pk=user.pk)
    if not found.everything:
        rows = rows.filter(pk__in=found.people)
    return list(rows.order_by("last_name", "first_name", "pk"))
