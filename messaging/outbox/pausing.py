"""A gateway stops by a person's word, or by its own: no money, a wrong password, an unknown sender."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import system_user
from core.errors import DomainError
from journal.actors import Actor
from journal.entries.record import record
from messaging.models import Gateway
from messaging.outbox import trail
from messaging.transports.base import SendError

logger = logging.getLogger(__name__)
LONGEST = 300


@transaction.atomic
def pause(gateway: Gateway, *, reason: str, by: Actor) -> bool:
    """Nothing more is handed over to it; what waits, waits. False: it stood already. Raises DomainError."""
    reason = " ".join(reason.split())[:LONGEST]
    if not reason:
        raise DomainError(_("Say why: whoever comes next will want to know."), code="reason")
    stands = Gateway.objects.filter(pk=gateway.pk, paused_at=None)
    if not stands.update(paused_at=timezone.now(), pause_reason=reason):
        return False
    record(trail.PAUSED, by=by, object_type=trail.GATEWAY, object_id=gateway.pk, details=_named(gateway, reason))
    return True


@transaction.atomic
def resume(gateway: Gateway, *, by: Actor) -> bool:
    """Hand over again, from where it stopped. False: it was not paused."""
    from messaging.outbox.waking import wake

    paused = Gateway.objects.filter(pk=gateway.pk, paused_at__isnull=False)
    if not paused.update(paused_at=None, pause_reason=""):
        return False
    record(trail.RESUMED, by=by, object_type=trail.GATEWAY, object_id=gateway.pk, details=_named(gateway))
    wake(many=True)
    return True


def stop(gateway: Gateway, error: SendError) -> None:
    """The gateway itself lets nothing through until a person has acted."""
    words = {
        "settings": _("The gateway is set up wrongly."),
        "auth": _("The gateway refuses our name and password."),
        "balance": _("There is no money on the account."),
        "sender": _("The gateway does not know our sender."),
    }.get(error.kind.value, "")
    logger.warning("outbox.gateway_stopped", extra={"gateway": gateway.code, "kind": error.kind.value})
    told = f"{words} {error.text}".strip() or error.kind.value
    pause(gateway, reason=told, by=system_user())


def _named(gateway: Gateway, reason: str = "") -> dict[str, str]:
    return {"name": gateway.name, **({"reason": reason} if reason else {})}
