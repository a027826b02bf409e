"""Rights in SQL: the one function that limits rows to what a person may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Role, Team, User
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


@dataclass(frozen=True)
class Teams:
    """Who is in which team and who leads it, read at once: for looking before a change of rights."""

    team_of: Mapping[int, int]
    lead_of: Mapping[int, int]

    @classmethod
    def now(cls) -> "Teams":
        """As they stand, by two questions."""
        people = User.objects.filter(team__isnull=False).order_by("pk").values_list("pk", "team_id")
        leads = Team.objects.filter(lead__isnull=False).order_by("pk").values_list("pk", "lead_id")
        return cls({pk: team for pk, team in people if team}, {pk: lead for pk, lead in leads if lead})

    def moved(self, user_id: int, team_id: int | None) -> "Teams":
        """With one person in another team."""
        others = {pk: team for pk, team in self.team_of.items() if pk != user_id}
        return replace(self, team_of=others if team_id is None else {**others, user_id: team_id})

    def remade(self, team_id: int, lead_id: int | None, members: Iterable[int]) -> "Teams":
        """With one team of other people."""
        others = {pk: team for pk, team in self.team_of.items() if team != team_id}
        leads = {pk: lead for pk, lead in self.lead_of.items() if pk != team_id}
        team_of = {**others, **dict.fromkeys(members, team_id)}
        return Teams(team_of, leads if lead_id is None else {**leads, team_id: lead_id})

    def reach(self, role: Role, user_id: int, *, is_active: bool = True) -> Reach:
        """What a person would see in this role; the same answer as `scope.reach`."""
        if not is_active or Permission.VIEW_CUSTOMERS not in role.permissions:
            return NOTHING
        if role.scope == Scope.ALL:
            return EVERYTHING
        if role.scope != Scope.TEAM:
            return Reach(people=(user_id,))
        theirs = {team for team, lead in self.lead_of.items() if lead == user_id} | {self.team_of.get(user_id)}
        found = {pk for pk, team in self.team_of.items() if team in theirs}
        return Reach(people=tuple(sorted({user_id, *found})))


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
