"""Teams: a name, a lead, the people in it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import journal
from accounts.models import Team, User
from accounts.rights import guards, states, trail
from core.errors import DomainError


@transaction.atomic
def save_team(
    *, team_id: int | None, name: str, lead_id: int | None, members: Iterable[int], by: User, seen: str = ""
) -> Team:
    """Make or change a team. Who stood in another team leaves it. Raises DomainError: `name`, `taken` and of guards."""
    guards.lock()
    actor = guards.acting(by)
    team = Team.objects.filter(pk=team_id).first() if team_id else Team()
    if team is None:
        raise DomainError(_("There is no such team any more."), code="gone")
    before = states.of_team(team) if team_id else {}
    if team_id:
        guards.refuse_unseen(before, seen)
    team.name = _clean_name(name, team_id)
    chosen = set(_people(members))
    [lead] = _people([lead_id]) if lead_id else [None]
    _refuse_above(actor, {*chosen, *([lead] if lead else [])})
    team.lead_id = lead
    team.save()
    User.objects.filter(team=team).exclude(pk__in=chosen).update(team=None)
    User.objects.filter(pk__in=chosen).update(team=team)
    _record(trail.TEAM_CHANGED if team_id else trail.TEAM_CREATED, team, before, by=actor)
    return team


@transaction.atomic
def delete_team(*, team_id: int, by: User) -> None:
    """Its people stay, in no team."""
    guards.lock()
    actor = guards.acting(by)
    team = Team.objects.filter(pk=team_id).first()
    if team is None:
        raise DomainError(_("There is no such team any more."), code="gone")
    before = states.of_team(team)
    _refuse_above(actor, set(before["members"]))
    journal.record(trail.TEAM_DELETED, by=actor, object_type=trail.TEAM, object_id=team.pk, details={"was": before})
    team.delete()


def _clean_name(name: str, team_id: int | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise DomainError(_("A team needs a name."), code="name")
    if Team.objects.filter(name__iexact=name).exclude(pk=team_id or 0).exists():
        raise DomainError(_("There is a team “%(name)s” already.") % {"name": name}, code="taken")
    return name


def _people(ids: Iterable[int]) -> list[int]:
    """The ids, in order. Raises DomainError when one of them is nobody, or the system itself."""
    wanted = set(ids)
    found = list(User.objects.filter(pk__in=wanted, is_system=False).order_by("pk").values_list("pk", flat=True))
    if len(found) != len(wanted):
        raise DomainError(_("There is no such user."), code="gone")
    return found


def _refuse_above(by: User, people: set[int]) -> None:
    """A team decides what its lead sees: nobody may put himself over those whose role is above his."""
    roles = {user.role for user in User.objects.filter(pk__in=people).select_related("role")}
    for role in sorted(roles, key=lambda role: role.code):
        guards.refuse_more(by, role)


def _record(verb: str, team: Team, before: dict[str, Any], *, by: User) -> None:
    now = states.of_team(team)
    if now != before:
        details = {"was": before, "now": now}
        journal.record(verb, by=by, object_type=trail.TEAM, object_id=team.pk, details=details)
