"""What is done to a person's account after it is made: name, role, team, in or out. Nobody is ever deleted."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

import journal
from accounts.models import Role, Team, User
from accounts.rights import guards, states, trail
from accounts.services import clean_email, refuse_taken
from accounts.trail import USER
from core.errors import DomainError


@dataclass(frozen=True)
class Wanted:
    """How a person shall be; None leaves a thing as it is."""

    role: Role | None = None
    team: Team | None = None
    set_team: bool = False
    """Whether `team` counts: None is a wish too."""
    is_active: bool | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None


@transaction.atomic
def change_user(*, user_id: int, wanted: Wanted, by: User, seen: str = "") -> User:
    """Raises DomainError: `not_yours`, `more`, `changed_meanwhile`, `last_admin`, `yourself`, `email`, `taken`."""
    guards.lock()
    actor = guards.acting(by)
    user = person(user_id)
    guards.refuse_unseen(states.of_person(user), seen)
    guards.refuse_more(actor, user.role)
    before, called = states.of_user(user), (user.email, user.first_name, user.last_name)
    if wanted.role is not None and wanted.role.pk != user.role_id:
        user.role = Role.objects.select_for_update(no_key=True).get(pk=wanted.role.pk)
        guards.refuse_more(actor, user.role)
    if wanted.set_team:
        user.team = wanted.team
    if wanted.is_active is not None:
        _switch(user, on=wanted.is_active, by=actor)
    _rename(user, wanted)
    user.save()
    guards.refuse_losing_last_admin()
    names = [
        name
        for name, old in zip(("email", "first_name", "last_name"), called, strict=True)
        if getattr(user, name) != old
    ]
    after = states.of_user(user)
    if after != before or names:
        details = {"was": before, "now": after, "fields": names}
        journal.record(trail.verb_of(before, after), by=actor, object_type=USER, object_id=user.pk, details=details)
    return user


def person(user_id: int) -> User:
    """For a change, with role and team. Raises DomainError for one who is not there, or is the system itself."""
    found = (
        User.objects.select_for_update(of=("self",), no_key=True)
        .select_related("role", "team")
        .filter(pk=user_id)
        .first()
    )
    if found is None or found.is_system:
        raise DomainError(_("There is no such user."), code="gone")
    return found


def _switch(user: User, *, on: bool, by: User) -> None:
    if not on and user.pk == by.pk:
        raise DomainError(_("Nobody switches himself off: ask another administrator."), code="yourself")
    if user.is_active and not on:
        user.session_epoch += 1
    user.is_active = on


def _rename(user: User, wanted: Wanted) -> None:
    if wanted.first_name is not None:
        user.first_name = wanted.first_name.strip()
    if wanted.last_name is not None:
        user.last_name = wanted.last_name.strip()
    if wanted.email is not None and (email := clean_email(wanted.email)) != user.email:
        refuse_taken(email)
        user.email = email
        # The library makes them anew from the account; links sent to the old address no longer open anything.
        EmailAddress.objects.filter(user=user).delete()
