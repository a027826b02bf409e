"""Rights as plain values: for the journal, for giving them back, and for telling whether somebody changed them."""

from typing import Any

from accounts.models import Role, Team, User


def of_role(role: Role) -> dict[str, Any]:
    """Everything a role is."""
    return {
        "name": role.name,
        "scope": str(role.scope),
        "permissions": sorted(role.permissions),
        "field_rights": dict(sorted(role.field_rights.items())),
        "needs_second_factor": role.needs_second_factor,
    }


def of_user(user: User) -> dict[str, Any]:
    """What of a person decides about his rights; names of role and team are kept as they were called then."""
    return {
        "role": user.role.code,
        "role_name": user.role.name,
        "team": user.team_id,
        "team_name": user.team.name if user.team else "",
        "is_active": user.is_active,
    }


def of_person(user: User) -> dict[str, Any]:
    """The same with what he is called: what a form of his was opened with."""
    return {**of_user(user), "email": user.email, "first_name": user.first_name, "last_name": user.last_name}


def of_team(team: Team) -> dict[str, Any]:
    """A team with its people."""
    members = User.objects.filter(team=team).order_by("pk").values_list("pk", flat=True)
    return {"name": team.name, "lead": team.lead_id, "members": list(members)}
