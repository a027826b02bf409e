"""Who sees a campaign, and who may change, approve and launch it.

A campaign reaches at most those clients whom its *author* may see: the audience is cut by his rights when it is frozen,
whoever approves and launches it. So nobody may act upon the campaign of an author who sees more than he does: by it he
would write to clients that are not his. Who may not act may look, if he sees totals of all clients; to others such a
campaign is not there. To pause and to stop is never forbidden to those who see it: that only keeps messages back.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import Teams, reach
from core.errors import DomainError

if TYPE_CHECKING:
    from campaigns.models import Campaign


def authors(user: User) -> tuple[int, ...] | None:
    """People whose clients this one sees all of, upon whose campaigns he may act; None: everybody."""
    own = reach(user)
    if own.everything:
        return None
    if len(own.people) < 2:
        return own.people
    teams, people = Teams.now(), User.objects.filter(pk__in=own.people).select_related("role").order_by("pk")
    theirs = ((one.pk, teams.reach(one.role, one.pk)) for one in people)
    return tuple(pk for pk, found in theirs if not found.everything and set(found.people) <= set(own.people))


def may_act(campaign: "Campaign", user: User) -> bool:
    """Whether he may change, approve, launch and delete it."""
    if user.is_system or not user.is_active or not user.has(Permission.CAMPAIGNS):
        return False
    found = authors(user)
    return found is None or campaign.author_id in found


def refuse(campaign: "Campaign", user: User) -> None:
    """Raises DomainError `right` when it is not for him."""
    if not may_act(campaign, user):
        said = _(
            "This campaign writes to clients whom you do not see: its author, or somebody who sees them, does this."
        )
        raise DomainError(said, code="right")
