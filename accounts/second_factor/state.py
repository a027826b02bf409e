"""What a person's second factor is made of, for the pages that show it."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from accounts.models import User


@dataclass(frozen=True)
class Passkey:
    """One key of a device."""

    pk: int
    name: str
    passwordless: bool
    added: dt.datetime
    used: dt.datetime | None


@dataclass(frozen=True)
class SecondFactor:
    """All of it."""

    required: bool
    totp: Authenticator | None
    passkeys: tuple[Passkey, ...]
    recovery_left: int | None
    """None: there are no codes."""

    @property
    def is_on(self) -> bool:
        """Whether the person is asked for more than a password."""
        return self.totp is not None or bool(self.passkeys)


def of(user: User) -> SecondFactor:
    """One question."""
    found = list(Authenticator.objects.filter(user=user).order_by("pk"))
    totp = next((one for one in found if one.type == Authenticator.Type.TOTP), None)
    codes = next((one for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return SecondFactor(
        required=user.role.needs_second_factor,
        totp=totp,
        passkeys=tuple(_passkey(one) for one in found if one.type == Authenticator.Type.WEBAUTHN),
        recovery_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def _passkey(one: Authenticator) -> Passkey:
    key = one.wrap()
    return Passkey(one.pk, key.name, bool(key.is_passwordless), one.created_at, one.last_used_at)
