"""Who must have a second factor, and who has one."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator

from accounts.models import User

MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Codes on paper are a way back, not a factor of their own."""


def has_one(user: User) -> bool:
    """Whether the person is asked for more than a password."""
    return bool(Authenticator.objects.filter(user=user, type__in=MAIN).exists())


def has_codes(user: User) -> bool:
    """Whether an app of the person's makes codes."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def those_with(users: Iterable[User]) -> set[int]:
    """Ids of those who have one; one question for a page of people."""
    rows = Authenticator.objects.filter(user__in=[user.pk for user in users], type__in=MAIN).order_by("user_id")
    return set(rows.values_list("user_id", flat=True))


def is_missing(user: User) -> bool:
    """Whether the role demands a second factor and the person has none. Asks nothing where the role does not."""
    return user.role.needs_second_factor and not has_one(user)


def may_remove(authenticator: Authenticator) -> bool:
    """Not the last one that a role demands."""
    if authenticator.type not in MAIN:
        return True
    user = User.objects.select_related("role").get(pk=authenticator.user_id)
    others = Authenticator.objects.filter(user=user, type__in=MAIN).exclude(pk=authenticator.pk)
    return not user.role.needs_second_factor or others.exists()
