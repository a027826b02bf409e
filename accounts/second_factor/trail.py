"""What the journal keeps of second factors, and what the person is told: by allauth's signals."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import journal
from accounts.models import User
from accounts.notifications import notify
from accounts.second_factor import policy
from accounts.trail import USER, where
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from core.registries.verbs import Verb, verbs

ADDED, REMOVED = "second_factor.added", "second_factor.removed"
CODES_MADE, USED, FAILED = "second_factor.codes_made", "second_factor.used", "second_factor.failed"
RESET = "second_factor.reset"
NOTICE = "accounts.second_factor"
TYPES: dict[str, str | Promise] = {
    Authenticator.Type.TOTP: gettext_lazy("app with codes"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("passkey"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("recovery codes"),
}
TOLD: dict[str, str | Promise] = {
    "on": gettext_lazy("The second factor is on: %(what)s"),
    "off": gettext_lazy("The second factor is off: sign-in asks only for the password"),
    "added": gettext_lazy("Added to the second factor: %(what)s"),
    "removed": gettext_lazy("Removed from the second factor: %(what)s"),
    "reset": gettext_lazy("An administrator has reset the second factor: set it up anew"),
}


def register() -> None:
    """Fill our places and listen."""
    for code, sentence, icon in (
        (ADDED, gettext_lazy("Second factor added (%(what)s): %(object)s"), "shield-check"),
        (REMOVED, gettext_lazy("Second factor removed (%(what)s): %(object)s"), "alert-triangle"),
        (CODES_MADE, gettext_lazy("New recovery codes: %(object)s"), "refresh"),
        (USED, gettext_lazy("Second factor given (%(what)s): %(object)s"), "shield-check"),
        (FAILED, gettext_lazy("Wrong second factor (%(what)s): %(object)s"), "alert-circle"),
        (RESET, gettext_lazy("Second factor reset by an administrator: %(object)s"), "alert-triangle"),
    ):
        verbs.add(Verb(code=code, sentence=sentence, icon=icon, tell=_what))
    notification_kinds.add(
        NotificationKind(
            code=NOTICE,
            label=gettext_lazy("My second factor has changed"),
            sentence=_told,
            icon="shield-check",
            channels=(Channel.BELL, Channel.MAIL),
            weight=40,
        )
    )
    signals.authenticator_added.connect(added, dispatch_uid="accounts.second_factor.added")
    signals.authenticator_removed.connect(removed, dispatch_uid="accounts.second_factor.removed")
    signals.authenticator_reset.connect(codes_made, dispatch_uid="accounts.second_factor.codes")
    signals.authenticator_used.connect(used, dispatch_uid="accounts.second_factor.used")
    signals.authentication_failed.connect(failed, dispatch_uid="accounts.second_factor.failed")


def added(*, user: User, request: HttpRequest, authenticator: Authenticator, **_signal: object) -> None:
    """The first one switches the second factor on."""
    _record(ADDED, user, request, authenticator)
    if authenticator.type in policy.MAIN:
        first = Authenticator.objects.filter(user=user, type__in=policy.MAIN).count() == 1
        tell(user, "on" if first else "added", authenticator.type)


def removed(*, user: User, request: HttpRequest, authenticator: Authenticator, **_signal: object) -> None:
    """Without the last one the password alone opens."""
    _record(REMOVED, user, request, authenticator)
    if authenticator.type in policy.MAIN:
        tell(user, "removed" if policy.has_one(user) else "off", authenticator.type)


def codes_made(*, user: User, request: HttpRequest, authenticator: Authenticator, **_signal: object) -> None:
    """The old ones no longer open anything."""
    _record(CODES_MADE, user, request, authenticator)


def used(*, user: User, request: HttpRequest, authenticator: Authenticator, **_signal: object) -> None:
    """At sign-in or before an important act."""
    _record(USED, user, request, authenticator)


def failed(*, user: User, request: HttpRequest, authenticator: Authenticator, **_signal: object) -> None:
    """The password was right: worth looking at."""
    _record(FAILED, user, request, authenticator)


def tell(user: User, what: str, kind: str = "") -> None:
    """In the bell and by letter."""
    notify([user], NOTICE, params={"what": what, "type": kind}, url="/profile/second-factor/")


def _record(verb: str, user: User, request: HttpRequest, authenticator: Authenticator) -> None:
    details = {"type": authenticator.type, **where(request)}
    journal.record(verb, by=user, object_type=USER, object_id=user.pk, details=details)


def _what(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"what": TYPES.get(details.get("type", ""), _("details are erased"))}


def _told(params: Mapping[str, Any]) -> str:
    return str(TOLD[params.get("what", "added")]) % {"what": TYPES.get(params.get("type", ""), "")}
