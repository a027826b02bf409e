"""What an administrator does to gateways. Each function is one act with `by` who does it, and one journal entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from core.errors import DomainError
from messaging.choices import Carrier
from messaging.delivery.hooks import TURN
from messaging.gateways import trail
from messaging.models import Gateway
from messaging.outbox.trail import GATEWAY
from messaging.transports.base import Balance, GatewayError, OutMsg, SendResult
from messaging.transports.opening import adapter, opened, sealed
from messaging.transports.registry import AdapterKind, adapters

LONGEST_CODE = 30


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A gateway as it is to be: columns, settings of its kind, secrets that were typed (the others stay)."""

    columns: Mapping[str, Any]
    settings: Mapping[str, Any]
    secrets: Mapping[str, str]


@transaction.atomic
def add(kind: AdapterKind, channel: str, wanted: Wanted, *, by: User) -> Gateway:
    """A new gateway; messages that name none go by the default one as before, till `make_default`."""
    gateway = Gateway(
        code=_free_code(kind.code), channel=channel, adapter=kind.code, settings=dict(wanted.settings),
        secrets=sealed(wanted.secrets), **wanted.columns,
    )  # fmt: skip
    gateway.save()
    _tell(trail.ADDED, gateway, by)
    return gateway


@transaction.atomic
def change(gateway: Gateway, wanted: Wanted, *, by: User) -> bool:
    """False when nothing differs. Raises DomainError when its secrets cannot be opened any more."""
    standing = Gateway.objects.select_for_update(no_key=True).get(pk=gateway.pk)
    kept = {name: value for name, value in standing.settings.items() if name == TURN}
    new = {**wanted.columns, "settings": {**wanted.settings, **kept}}
    changed = [name for name, value in new.items() if getattr(standing, name) != value]
    typed = {name: value for name, value in wanted.secrets.items() if value}
    if typed:
        new["secrets"] = sealed({**_known(standing), **typed})
        changed.append("secrets")
    if not changed:
        return False
    for name, value in new.items():
        setattr(standing, name, value)
    standing.save(update_fields=list(new))
    _tell(trail.CHANGED, standing, by, fields=", ".join(sorted(changed)))
    return True


@transaction.atomic
def make_default(gateway: Gateway, *, by: User) -> None:
    """The one for messages that name none. Raises DomainError on one that is not in use."""
    if not Gateway.objects.select_for_update(no_key=True).get(pk=gateway.pk).is_active:
        raise DomainError(_("This gateway is not in use."))
    Gateway.objects.filter(channel=gateway.channel, is_default=True).exclude(pk=gateway.pk).update(is_default=False)
    if Gateway.objects.filter(pk=gateway.pk, is_default=False).update(is_default=True):
        _tell(trail.CHANGED, gateway, by, fields="is_default")


@transaction.atomic
def set_active(gateway: Gateway, active: bool, *, by: User) -> None:  # said by name in one place
    """In use or not. Raises DomainError on the default one: messages would have no way out."""
    if not active and Gateway.objects.select_for_update(no_key=True).get(pk=gateway.pk).is_default:
        raise DomainError(_("Make another gateway the default one first: messages would have no way out."))
    if Gateway.objects.filter(pk=gateway.pk).exclude(is_active=active).update(is_active=active):
        _tell(trail.CHANGED, gateway, by, fields="is_active")


@transaction.atomic
def new_hook(gateway: Gateway, *, by: User) -> None:
    """Another address for reports; the old one answers no more."""
    standing = Gateway.objects.select_for_update(no_key=True).get(pk=gateway.pk)
    standing.settings = {**standing.settings, TURN: int(standing.settings.get(TURN, 0)) + 1}
    standing.save(update_fields=["settings"])
    _tell(trail.READDRESSED, standing, by)


def try_out(gateway: Gateway, to: str, *, by: User) -> SendResult:
    """One message with words of our own, to oneself: no client, no gate. Raises DomainError on locked secrets."""
    message = OutMsg(
        idempotency_key=uuid4(),
        to=to,
        sender=gateway.sender,
        sender_name=gateway.sender_name,
        subject=_("Trial letter of Kartoteka"),
        text=_("Trial message of Kartoteka: the gateway works."),
    )
    with adapter(gateway) as way:
        result = way.send([message])[0]
    _tell(trail.TRIED, gateway, by)
    return result


def look(gateway: Gateway) -> Balance | None:
    """Ask for the balance and keep it; of a gateway without money only whether it lets us in.

    Raises DomainError with the gateway's own words.
    """
    try:
        with adapter(gateway) as way:
            if not way.capabilities.balance:
                way.check()
                return None
            found = way.balance()
    except GatewayError as error:
        raise DomainError(_("The gateway answers: %(words)s") % {"words": str(error)}) from None
    if found is not None:
        Gateway.objects.filter(pk=gateway.pk).update(
            balance=found.amount, currency=found.currency, balance_at=timezone.now()
        )
    return found


def senders(gateway: Gateway) -> list[str] | None:
    """Names the provider knows; None where it cannot tell. Raises DomainError with its words."""
    try:
        with adapter(gateway) as way:
            return way.senders()
    except GatewayError as error:
        raise DomainError(_("The gateway answers: %(words)s") % {"words": str(error)}) from None


def kinds_for(channel: str) -> list[AdapterKind]:
    """What may be added to carry a channel."""
    return [kind for kind in adapters if channel in kind.channels]


def is_mail(gateway: Gateway) -> bool:
    """Whether it carries letters."""
    return gateway.channel == Carrier.EMAIL


def _known(gateway: Gateway) -> dict[str, str]:
    return opened(gateway)


def _free_code(kind: str) -> str:
    """The kind's own name; with a number where it is taken."""
    base = slugify(kind)[:LONGEST_CODE] or "gateway"
    taken = set(Gateway.objects.filter(code__startswith=base).order_by("pk").values_list("code", flat=True))
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _tell(verb: str, gateway: Gateway, by: User, **more: str) -> None:
    journal.record(verb, by=by, object_type=GATEWAY, object_id=gateway.pk, details={"name": gateway.name, **more})
