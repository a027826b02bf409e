"""A change of rights taken back: what stood before it, if nobody has changed it since."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Role, Team, User
from accounts.rights import guards, roles, states, trail
from accounts.rights.users import Wanted, change_user
from accounts.trail import USER
from core.errors import DomainError
from journal.models import Entry

CAN = {trail.ROLE_CHANGED, trail.USER_CHANGED, trail.USER_SWITCHED_OFF, trail.USER_SWITCHED_ON}


def may_give_back(entry: Entry) -> bool:
    """Whether the entry is of a change that knows what was before, and that stands as it left it."""
    details = entry.details or {}
    if entry.verb not in CAN or not details.get("was") or not details.get("now"):
        return False
    return bool(_standing(entry) == details["now"] != details["was"])


def give_back(entry: Entry, *, by: User) -> None:
    """One more change, with an entry of its own. Raises DomainError `changed_meanwhile`, and those of the services."""
    if not may_give_back(entry):
        raise DomainError(_("This was changed again since; set it by hand."), code="changed_meanwhile")
    was = (entry.details or {})["was"]
    if entry.verb == trail.ROLE_CHANGED:
        seen = guards.fingerprint((entry.details or {})["now"])
        roles.change_role(role_id=int(entry.object_id), wish=roles.RoleWish(**was), by=by, seen=seen)
        return
    role = Role.objects.filter(code=was["role"]).first()
    team = Team.objects.filter(pk=was["team"]).first()
    if role is None or (was["team"] and team is None):
        raise DomainError(_("The role or the team of that time is gone."), code="gone")
    wanted = Wanted(role=role, team=team, set_team=True, is_active=was["is_active"])
    change_user(user_id=int(entry.object_id), wanted=wanted, by=by)


def _standing(entry: Entry) -> dict[str, Any] | None:
    if entry.object_type == USER:
        user = User.objects.select_related("role", "team").filter(pk=entry.object_id).first()
        return states.of_user(user) if user else None
    role = Role.objects.filter(pk=entry.object_id).first()
    return states.of_role(role) if role else None
