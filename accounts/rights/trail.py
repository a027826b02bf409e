"""What the journal says of changes of rights: before and after, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role, Team
from accounts.rights.words import changes_of_role, changes_of_team, changes_of_user, joined
from core.registries.objects import ObjectKind, object_kinds
from core.registries.operations import Seen
from core.registries.verbs import Verb, verbs

ROLE, TEAM = "accounts.role", "accounts.team"
USER_CHANGED = "accounts.user_changed"
USER_SWITCHED_OFF, USER_SWITCHED_ON = "accounts.user_switched_off", "accounts.user_switched_on"
ROLE_CREATED, ROLE_CHANGED, ROLE_DELETED = "accounts.role_created", "accounts.role_changed", "accounts.role_deleted"
TEAM_CREATED, TEAM_CHANGED, TEAM_DELETED = "accounts.team_created", "accounts.team_changed", "accounts.team_deleted"
LOOKED_AS = "accounts.looked_as"


def register() -> None:
    """Name our verbs and what they are about."""
    object_kinds.add(
        ObjectKind(code=ROLE, label=gettext_lazy("role"), seen_by=_roles),
        ObjectKind(code=TEAM, label=gettext_lazy("team"), seen_by=_teams),
    )
    for code, sentence, icon, tell in (
        (USER_CHANGED, gettext_lazy("Rights of a user changed: %(object)s. %(changes)s"), "user", changes_of_user),
        (USER_SWITCHED_OFF, gettext_lazy("User switched off: %(object)s"), "lock", None),
        (USER_SWITCHED_ON, gettext_lazy("User switched on: %(object)s"), "user-plus", None),
        (ROLE_CREATED, gettext_lazy("Role made: %(object)s. %(changes)s"), "shield-check", changes_of_role),
        (ROLE_CHANGED, gettext_lazy("Role changed: %(object)s. %(changes)s"), "shield-check", changes_of_role),
        (ROLE_DELETED, gettext_lazy("Role deleted: %(name)s"), "trash", _name),
        (TEAM_CREATED, gettext_lazy("Team made: %(object)s. %(changes)s"), "users-group", changes_of_team),
        (TEAM_CHANGED, gettext_lazy("Team changed: %(object)s. %(changes)s"), "users-group", changes_of_team),
        (TEAM_DELETED, gettext_lazy("Team deleted: %(name)s"), "trash", _name),
        (LOOKED_AS, gettext_lazy("Looked at what a user sees: %(object)s"), "eye", None),
    ):
        tells = (lambda details, tell=tell: {"changes": joined(tell(details))}) if tell not in (None, _name) else tell
        verbs.add(Verb(code=code, sentence=sentence, icon=icon, tell=tells))


def verb_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """In or out says more than the rest."""
    if before["is_active"] != after["is_active"]:
        return USER_SWITCHED_ON if after["is_active"] else USER_SWITCHED_OFF
    return USER_CHANGED


def _name(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"name": details.get("was", {}).get("name") or _("details are erased")}


def _roles(ids: list[str], user_id: int) -> dict[str, Seen]:
    found = Role.objects.filter(pk__in=[number for number in ids if number.isdecimal()]).order_by("pk")
    return {str(role.pk): Seen(str(role), "") for role in found}


def _teams(ids: list[str], user_id: int) -> dict[str, Seen]:
    found = Team.objects.filter(pk__in=[number for number in ids if number.isdecimal()]).order_by("pk")
    return {str(team.pk): Seen(team.name, "") for team in found}
