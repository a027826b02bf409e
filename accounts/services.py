"""What is done to accounts. Each function is one act, atomic, with `by` the person who does it."""

import secrets
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

import journal
from accounts import company, demo, trail
from accounts.models import Role, Team, User
from accounts.rights import guards
from core.errors import DomainError

DEMO_PASSWORD = "kartoteka-demo"  # noqa: S105  # public on purpose: refused on any host but loopback
NO_ONE_KNOWS = secrets.token_urlsafe(32)
DEMO_DOMAIN = "demo.example.com"


def system_user() -> User:
    """Who acts when a command names nobody. Raises User.DoesNotExist on a base that was never migrated."""
    return User.objects.select_related("role").get(is_system=True)


def role_by_code(code: str) -> Role:
    """Raises DomainError naming the roles there are."""
    role = Role.objects.filter(code=code).first()
    if role is None:
        known = ", ".join(Role.objects.order_by("code").values_list("code", flat=True))
        raise DomainError(
            _("There is no role “%(role)s”. Choose one of: %(known)s.") % {"role": code, "known": known}, code="role"
        )
    return role


@transaction.atomic
def create_user(
    *,
    email: str,
    role: Role,
    by: User,
    password: str | None = None,
    first_name: str = "",
    last_name: str = "",
    language: str = "",
    team: Team | None = None,
) -> User:
    """A person who may sign in; without a password, after choosing one by the invitation link.

    Raises DomainError when the e-mail is wrong or taken, the password is weak, or the role exceeds the giver's own.
    """
    if not by.is_system:
        guards.lock()
        guards.refuse_more(guards.acting(by), role)
    email = clean_email(email)
    refuse_taken(email)
    ours = company.current()
    user = User(email=email, role=role, team=team, first_name=first_name, last_name=last_name, time_zone=ours.time_zone)
    user.language = language or ours.language
    if password is None:
        user.set_unusable_password()
    else:
        set_password_checked(user, password)
    user.save()
    journal.record(trail.USER_CREATED, by=by, object_type=trail.USER, object_id=user.pk, details={"role": role.code})
    return user


def set_password_checked(user: User, password: str) -> None:
    """Set without saving. Raises DomainError with every rule the password breaks."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), code="password") from error
    user.set_password(password)


def refuse_taken(email: str) -> None:
    """Raises DomainError when somebody signs in by this address already."""
    if User.objects.filter(email=email).exists():
        raise DomainError(_("There is a user with the e-mail %(email)s already.") % {"email": email}, code="taken")


def clean_email(email: str) -> str:
    """The address as it is kept. Raises DomainError when it is none."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise DomainError(_("“%(email)s” is not an e-mail address.") % {"email": email}, code="email") from error
    return email


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User | None = None) -> None:
    """End every session of the person, on all devices, this one too. By himself unless `by` says who."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    journal.record(trail.SIGNED_OUT_EVERYWHERE, by=by or user, object_type=trail.USER, object_id=user.pk)


@dataclass(frozen=True)
class DemoAccount:
    """Somebody of the trial: what to type on the sign-in page."""

    email: str
    password: str
    role: str


@transaction.atomic
def ensure_demo_accounts() -> list[User]:
    """The people of the trial: one of each role, two teams with their leads, four managers; one of a role can sign in.

    Idempotent; returns the managers, for the demo base to share its clients among.
    """
    _demo_user("admin", demo.ADMIN, role_by_code("admin"), signs_in=True)
    manager = role_by_code("manager")
    managers = [
        _demo_user(f"manager{number or ''}", name, manager, signs_in=number == 0)
        for number, name in enumerate(demo.MANAGERS)
    ]
    supervisor = _demo_user("supervisor", demo.SUPERVISOR, role_by_code("supervisor"), signs_in=True)
    for login, name in (("marketer", demo.MARKETER), ("viewer", demo.VIEWER)):
        _demo_user(login, name, role_by_code(login), signs_in=True)
    second = _demo_user("supervisor1", demo.SECOND_LEAD, role_by_code("supervisor"), signs_in=False)
    _demo_team(demo.TEAM, supervisor, managers[: demo.IN_TEAM])
    _demo_team(demo.SECOND_TEAM, second, managers[demo.IN_TEAM :])
    return managers


def _demo_team(name: str, lead: User, members: list[User]) -> None:
    """Once: a trial whose people were put into other teams stays as it is."""
    if Team.objects.filter(lead=lead).exists() or Team.objects.filter(name=name).exists():
        return
    team = Team.objects.create(name=name, lead=lead)
    User.objects.filter(pk__in=[user.pk for user in members], team=None).update(team=team)


def _demo_user(login: str, name: tuple[str, str], role: Role, *, signs_in: bool) -> User:
    email = f"{login}@{DEMO_DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is not None:
        return user
    user = User(email=email, first_name=name[0], last_name=name[1], role=role, is_demo=True)
    user.password = _demo_hash(DEMO_PASSWORD if signs_in else NO_ONE_KNOWS)
    user.save()
    return user


@cache
def _demo_hash(password: str) -> str:
    """Hashing is slow by design; the password of the trial is printed anyway, so its accounts share one hash."""
    return make_password(password)


def demo_accounts() -> list[DemoAccount]:
    """Demo accounts that can sign in on this base now, for `up` to print."""
    people = User.objects.filter(is_demo=True, is_active=True).select_related("role").order_by("pk")
    standing = {one for one in {user.password for user in people} if check_password(DEMO_PASSWORD, one)}
    return [DemoAccount(user.email, DEMO_PASSWORD, str(user.role)) for user in people if user.password in standing]
