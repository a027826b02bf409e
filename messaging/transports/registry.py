"""Which gateways there are: what an administrator fills in for each, and who speaks to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.module_loading import import_string

from core.registry import Registry
from messaging.transports.base import Account, MessageAdapter

EMAIL = "email"
SMS = "sms"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One thing to fill in. A secret is kept under the cipher and never shown again."""

    name: str
    label: str | Promise
    help: str | Promise = ""
    kind: str = "text"
    """text, number, bool, choice, json, url, host."""
    choices: tuple[tuple[str, str | Promise], ...] = ()
    default: str | int | bool = ""
    leads_outside: bool = False
    """The server connects there: an address of our own network is refused unless the house has named it."""
    is_secret: bool = False
    is_required: bool = False


@dataclass(frozen=True, kw_only=True)
class AdapterKind:
    """An entry of the list «add a gateway»."""

    code: str
    label: str | Promise
    channels: tuple[str, ...]
    adapter: str
    """Where its class stands, as `package.module.Class`: libraries of gateways nobody uses are not loaded."""
    about: str | Promise = ""
    settings: Sequence[Setting] = ()
    country: str = "RU"
    """Where the provider keeps data, as far as it says; empty: depends on the settings."""
    is_real: bool = True
    """False: nothing leaves the product."""
    weight: int = 100

    def make(self, account: Account) -> MessageAdapter:
        """Who speaks to this gateway."""
        made: MessageAdapter = import_string(self.adapter)(account)
        return made

    @property
    def secret_names(self) -> frozenset[str]:
        """Which settings are kept under the cipher."""
        return frozenset(one.name for one in self.settings if one.is_secret)


adapters: Registry[AdapterKind] = Registry("message_adapters", "gateways that carry messages to clients")
