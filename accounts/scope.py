"""Rights in SQL: the one function that limits rows to what a person may see."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Role, User
from accounts.permissions import Permission, Scope

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class Reach:
    """Whose clients somebody sees: everybody's, or those of these people (ids in order)."""

    everything: bool = False
    people: tuple[int, ...] = ()

    def includes(self, person: int | None) -> bool:
        """Whether clients kept by this person (None: by nobody) are within."""
        return self.everything or person in self.people


NOTHING, EVERYTHING = Reach(), Reach(everything=True)


def reach(user: User | AnonymousUser, permission: Permission = Permission.VIEW_CUSTOMERS) -> Reach:
    """Whose clients `user` sees by this permission. Only a team asks the base, once for each `user` object."""
    if not isinstance(user, User) or not user.is_active or not user.has(permission):
        return NOTHING
    if user.role.scope == Scope.ALL:
        return EVERYTHING
    if user.role.scope == Scope.TEAM:
        return Reach(people=user.team_ids)
    return Reach(people=(user.pk,))


def reach_of(role: Role, *, user_id: int, team_id: int | None) -> Reach:
    """What a person would see in this role and team: for looking before a change of rights."""
    imagined = User(pk=user_id, role=role, team_id=team_id, is_active=True)
    return reach(imagined)


def limit(
    rows: Rows,
    user: User | AnonymousUser,
    *,
    responsible: str = "responsible",
    permission: Permission = Permission.VIEW_CUSTOMERS,
) -> Rows:
    """Rows that `user` may see. `responsible` is the lookup from a row to the person who keeps its client.

    Nobody sees anything without the permission; a person who is not active sees nothing. The ids of a team stand in
    the statement as constants, so that the planner knows how much of the table they are and which index serves.
    """
    found = reach(user, permission)
    if found.everything:
        return rows
    if not found.people:
        return rows.none()
    return rows.filter(among(found.people, responsible))


def among(people: tuple[int, ...], responsible: str = "responsible") -> Q:
    """Rows kept by one of these; one alone by equality, which keeps the order of (responsible, column, id)."""
    if len(people) == 1:
        return Q(**{responsible: people[0]})
    return Q(**{f"{responsible}__in": people})
