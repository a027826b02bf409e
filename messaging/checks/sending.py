"""What can be told without asking anybody outside: gateways, money, the queue, a letter made now."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from consents.models.gate import MessageClass
from core.registries.doctor import Finding, Health
from messaging.checks.names import Checked, Names, check_domain
from messaging.choices import Carrier
from messaging.gateways.showing import shown
from messaging.models import Gateway
from messaging.outbox import health as outbox
from messaging.public import links
from messaging.transports import mime
from messaging.transports.base import OutMsg
from messaging.transports.registry import adapters

FEW_PARTS = 100
"""Messages the balance should be enough for."""
LITTLE = Decimal(100)
"""Roubles, where nobody knows what a message costs."""
STALE = dt.timedelta(days=2)
EXAMPLE = "client@example.com"
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class _Sample:
    """An advertisement to nobody, for the headers it would carry."""

    id: UUID
    channel: str = Carrier.EMAIL
    message_class: str = MessageClass.ADVERTISING
    point_id: UUID = NOBODY


def everything() -> list[Checked]:
    """All that needs no network, in the order of worth."""
    return [
        *_channels(),
        *(_gateway(one) for one in real_gateways()),
        Checked(_("One-click unsubscribe"), unsubscribe_header()),
        Checked(_("Messages to send"), outbox.check_queue()),
        Checked(_("Messages of unknown fate"), outbox.check_parked()),
    ]


def domains(names: Names) -> list[Checked]:
    """What name servers say of each sender of letters."""
    found: list[Checked] = []
    asked: set[str] = set()
    for gateway in real_gateways():
        domain = gateway.sender.rpartition("@")[2].lower()
        if gateway.channel != Carrier.EMAIL or not domain or domain in asked:
            continue
        asked.add(domain)
        told = gateway.settings
        found += check_domain(domain, str(told.get("dkim_selector") or ""), str(told.get("bounce_domain") or ""), names)
    return found


def real_gateways() -> list[Gateway]:
    """Those in use through which something really leaves."""
    rows = Gateway.objects.filter(is_active=True).select_related("processor").order_by("channel", "name", "pk")
    return [one for one in rows if one.adapter not in adapters or adapters.get(one.adapter).is_real]


def unsubscribe_header() -> Finding:
    """Makes an advertisement now, and reads its headers as a mail program would (RFC 8058)."""
    sample = _Sample(uuid4())
    message = OutMsg(
        idempotency_key=sample.id, to=EXAMPLE, sender="office@example.com", subject="—", text="—",
        headers=links.headers(sample),
    )  # fmt: skip
    content = mime.build(message).content.decode("ascii", "replace")
    head = content.partition("\r\n\r\n")[0].replace("\r\n ", " ")
    lines = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in head.split("\r\n")}
    if "list-unsubscribe" not in lines or "one-click" not in lines.get("list-unsubscribe-post", "").lower():
        return Finding(
            Health.FAIL, _("Letters carry no header to unsubscribe by one click: large mail services refuse them.")
        )
    if not settings.PUBLIC_URL.startswith("https://"):
        told = _("The header leads to %(url)s: mail services ask for https. Set KARTOTEKA_URL.")
        return Finding(Health.WARN, told % {"url": settings.PUBLIC_URL})
    return Finding(Health.OK, _("A letter made now carries List-Unsubscribe and List-Unsubscribe-Post."))


def _channels() -> list[Checked]:
    found = []
    for code, label in Carrier.choices:
        gateway = Gateway.objects.default_of(code)
        title = _("Default gateway: %(channel)s") % {"channel": label}
        if gateway is None:
            finding = Finding(Health.FAIL, _("There is none: messages have no way out."))
        elif gateway.adapter in adapters and not adapters.get(gateway.adapter).is_real:
            finding = Finding(Health.WARN, _("The inbox of the trial: nothing leaves the product. Add a real gateway."))
        else:
            finding = Finding(Health.OK, gateway.name)
        found.append(Checked(title, finding))
    return found


def _gateway(gateway: Gateway) -> Checked:
    title = _("Gateway: %(name)s") % {"name": gateway.name}
    if gateway.paused_at is not None:
        return Checked(title, Finding(Health.FAIL, _("Paused: %(why)s") % {"why": gateway.pause_reason}))
    money = _money(gateway)
    if money is not None and money.health is not Health.OK:
        return Checked(title, money)
    if warning := shown(gateway).warning:
        return Checked(title, Finding(Health.WARN, warning))
    return Checked(title, money or Finding(Health.OK, _("In use.")))


def _money(gateway: Gateway) -> Finding | None:
    """None: the gateway has no account, or has not told yet."""
    if gateway.balance is None or gateway.balance_at is None:
        return None
    told = {"amount": gateway.balance.quantize(Decimal("0.01")), "currency": gateway.currency}
    if gateway.balance <= 0:
        return Finding(Health.FAIL, _("There is no money on the account: %(amount)s %(currency)s.") % told)
    if gateway.balance < (gateway.price * FEW_PARTS if gateway.price else LITTLE):
        return Finding(Health.WARN, _("Money on the account ends: %(amount)s %(currency)s.") % told)
    if gateway.balance_at < timezone.now() - STALE:
        return Finding(
            Health.WARN, _("The balance has not been told for two days; it was %(amount)s %(currency)s.") % told
        )
    return Finding(Health.OK, _("On the account: %(amount)s %(currency)s.") % told)
