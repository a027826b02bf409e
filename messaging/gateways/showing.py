"""What the pages say of a gateway."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.errors import DomainError
from messaging.models import Gateway
from messaging.transports.base import ErrorKind, SendResult
from messaging.transports.registry import AdapterKind, adapters

DUMB = frozenset({"smtp", "file"})
"""Kinds that call nobody back."""


@dataclass(frozen=True)
class Shown:
    """A line of the list."""

    gateway: Gateway
    kind: AdapterKind | None
    warning: str
    """What the law or plain sense has against it; empty: nothing."""

    @property
    def kind_name(self) -> str:
        """The kind's name; its code where the kind is gone."""
        return str(self.kind.label) if self.kind else self.gateway.adapter

    @property
    def tone(self) -> str:
        """Of the badge of its state."""
        if not self.gateway.is_active:
            return "line"
        return "bad" if self.gateway.paused_at else "ok"

    @property
    def state(self) -> str:
        """In a word."""
        if not self.gateway.is_active:
            return _("not used")
        return _("paused") if self.gateway.paused_at else _("works")

    @property
    def hears(self) -> bool:
        """Whether its provider calls us back."""
        return self.kind is not None and self.kind.code not in DUMB


def shown(gateway: Gateway) -> Shown:
    """With what is to be said against it."""
    kind = adapters.get(gateway.adapter) if gateway.adapter in adapters else None
    return Shown(gateway, kind, _warning(gateway, kind))


def answer_words(result: SendResult) -> str:
    """What became of a trial message. Raises DomainError with the reason when it did not go."""
    if result.error is None:
        return _("The gateway has taken the trial message.")
    words = {
        ErrorKind.SETTINGS: _("The gateway is set up wrongly."),
        ErrorKind.AUTH: _("The gateway refuses our name and password."),
        ErrorKind.BALANCE: _("There is no money on the account."),
        ErrorKind.SENDER: _("The gateway does not know our sender."),
        ErrorKind.RECIPIENT: _("The gateway knows no such addressee."),
        ErrorKind.TEMPORARY: _("The gateway cannot be reached just now."),
        ErrorKind.UNKNOWN: _("The connection was lost: nobody knows whether the message went."),
    }.get(result.error.kind, _("The gateway refuses the message."))
    raise DomainError(" ".join(part for part in (words, result.error.text or result.error.code) if part))


def _warning(gateway: Gateway, kind: AdapterKind | None) -> str:
    processor = gateway.processor
    if kind is None:
        return _("There is no such kind of gateway any more.")
    if not kind.is_real:
        return ""
    if processor is not None and processor.is_abroad:
        return _(
            "%(processor)s keeps data abroad (%(country)s): personal data of Russian citizens may not be collected "
            "there (152-FZ, article 18, part 5), and the gate refuses advertising by this gateway."
        ) % {"processor": processor.name, "country": processor.country}
    if processor is None and kind.country:
        return _("Say who handles the data: a provider who sees clients’ data acts by a contract (152-FZ, article 6).")
    return ""
