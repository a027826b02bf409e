"""The form of a gateway: what all have, and what its kind asks for. A secret is written, never shown."""

import ipaddress
import json
import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from consents.models import Processor
from core import outside
from customers.normalise.contacts import normalise_contact
from messaging.choices import Carrier
from messaging.delivery.consequences import KINDS
from messaging.gateways.services import Wanted
from messaging.models import Gateway
from messaging.transports.kinds import MAILBOX
from messaging.transports.registry import AdapterKind, Setting

OWN = "own_"
HOST = re.compile(r"^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$|^\[?[0-9a-fA-F:]+\]?$")
SMS_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._&!#-]{1,10}$|^\+?[0-9]{3,15}$")
HIGHEST_PORT = 65535


class GatewayForm(forms.Form):
    """Of one kind of gateway."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    sender = forms.CharField(label=pgettext_lazy("message", "Sender"), max_length=320, required=False)
    sender_name = forms.CharField(label=gettext_lazy("Name of the sender"), max_length=120, required=False)
    processor = forms.ModelChoiceField(
        label=gettext_lazy("Who handles the data"),
        queryset=Processor.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody but the company itself"),
        help_text=gettext_lazy("From the register of consents: a provider who sees clients’ data acts by a contract."),
    )
    per_second = forms.IntegerField(
        label=gettext_lazy("Messages a second, at most"), required=False, min_value=1, max_value=10_000
    )
    per_domain_minute = forms.IntegerField(
        label=gettext_lazy("Letters a minute to one domain, at most"), required=False, min_value=1, max_value=100_000
    )
    price = forms.DecimalField(
        label=gettext_lazy("Price of a part, roubles"), required=False, min_value=0, max_digits=10, decimal_places=4,
        help_text=gettext_lazy("Of one SMS segment; used where the gateway tells none."),
    )  # fmt: skip

    def __init__(self, data: Any, kind: AdapterKind, channel: str, gateway: Gateway | None = None) -> None:
        super().__init__(data, initial=_initial(gateway, kind))
        self.kind, self.channel, self.gateway = kind, channel, gateway
        box = self.fields["processor"]
        assert isinstance(box, forms.ModelChoiceField)
        kept = [gateway.processor_id] if gateway and gateway.processor_id else []
        box.queryset = Processor.objects.filter(Q(archived_at=None) | Q(pk__in=kept)).order_by("name", "pk")
        self._fit_channel()
        for setting in kind.settings:
            self.fields[OWN + setting.name] = _field(setting, is_new=gateway is None)

    def clean_sender(self) -> str:
        """An address, or a name operators can show."""
        told = str(self.cleaned_data["sender"]).strip()
        if self.channel == Carrier.EMAIL:
            validate_email(told)
        elif told and not SMS_NAME.match(told):
            raise ValidationError(_("Up to 11 Latin letters and digits as agreed with the operators, or a number."))
        return told

    def clean(self) -> dict[str, Any]:
        """What single boxes cannot see: the settings of this kind."""
        cleaned = super().clean() or {}
        for setting in self.kind.settings:
            name = OWN + setting.name
            if name in cleaned:
                try:
                    cleaned[name] = _cleaned(setting, cleaned[name])
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def wanted(self) -> Wanted:
        """What was filled in."""
        told = {one.name: self.cleaned_data[OWN + one.name] for one in self.kind.settings}
        secrets = self.kind.secret_names
        columns = {name: self.cleaned_data[name] for name in COLUMNS if name in self.cleaned_data}
        return Wanted(
            columns=columns,
            settings={name: value for name, value in told.items() if name not in secrets and value not in (None, "")},
            secrets={name: str(value or "") for name, value in told.items() if name in secrets},
        )

    def common(self) -> list[forms.BoundField]:
        """Boxes that all gateways have, in their order."""
        return [self[name] for name in COLUMNS if name in self.fields]

    def own(self) -> list[forms.BoundField]:
        """Boxes of this kind: how it is reached."""
        return [self[OWN + one.name] for one in self.kind.settings if one not in MAILBOX]

    def mailbox(self) -> list[forms.BoundField]:
        """Boxes of where answers and returned letters arrive; [] for a kind without."""
        return [self[OWN + one.name] for one in self.kind.settings if one in MAILBOX]

    def mailbox_is_open(self) -> bool:
        """Whether these boxes stand open: something is filled in there, or wrong."""
        names = {OWN + one.name for one in MAILBOX if not one.default}
        return bool(names & set(self.errors)) or any(self.initial.get(name) for name in names)

    def _fit_channel(self) -> None:
        if self.channel == Carrier.EMAIL:
            self.fields["sender"].required = True
            self.fields["sender"].help_text = _("The address letters come from: office@company.ru.")
            del self.fields["price"]
        else:
            self.fields["sender"].help_text = _("The name operators have approved; empty: the provider’s own.")
            del self.fields["sender_name"], self.fields["per_domain_minute"]


COLUMNS = ("name", "sender", "sender_name", "processor", "per_second", "per_domain_minute", "price")


class TryForm(forms.Form):
    """Where a trial message goes."""

    to = forms.CharField(label=pgettext_lazy("letter", "To"), max_length=320)

    def __init__(self, data: Any, gateway: Gateway, own_address: str) -> None:
        initial = {"to": own_address} if gateway.channel == Carrier.EMAIL else {}
        super().__init__(data, initial=initial, prefix="try")
        self.gateway = gateway

    def clean_to(self) -> str:
        """In its one form."""
        found = normalise_contact(KINDS[Carrier(self.gateway.channel)], self.cleaned_data["to"].strip())
        if not found.value:
            raise ValidationError(_("This is no number or address of the chosen kind."))
        return found.value


class PauseForm(forms.Form):
    """Why it stops."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


def _initial(gateway: Gateway | None, kind: AdapterKind) -> dict[str, Any]:
    if gateway is None:
        return {"name": str(kind.label), **{OWN + one.name: one.default for one in kind.settings}}
    told = {OWN + one.name: gateway.settings.get(one.name, one.default) for one in kind.settings if not one.is_secret}
    for one in kind.settings:
        if one.kind == "json" and gateway.settings.get(one.name):
            told[OWN + one.name] = json.dumps(gateway.settings[one.name], ensure_ascii=False, indent=1)
    return {name: getattr(gateway, name) for name in COLUMNS} | told


def _field(setting: Setting, *, is_new: bool) -> forms.Field:
    common: dict[str, Any] = {"label": _capital(str(setting.label)), "help_text": setting.help, "required": False}
    if setting.is_secret:
        common["required"] = setting.is_required and is_new
        if not is_new:
            common["help_text"] = _("Kept; type another one to replace it.")
        widget = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"})
        return forms.CharField(widget=widget, max_length=2000, strip=True, **common)
    if setting.kind == "bool":
        return forms.BooleanField(**common)
    common["required"] = setting.is_required
    if setting.kind == "choice":
        return forms.ChoiceField(choices=setting.choices, **{**common, "required": True})
    if setting.kind == "number":
        return forms.IntegerField(min_value=1, max_value=HIGHEST_PORT, **common)
    if setting.kind == "json":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000, **common)
    if setting.kind == "url":
        return forms.URLField(max_length=500, assume_scheme="https", **common)
    return forms.CharField(max_length=300, **common)


def _cleaned(setting: Setting, value: Any) -> Any:
    """Raises ValidationError on what cannot be a value of its kind."""
    if setting.kind == "json" and value:
        try:
            told = json.loads(value)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise ValidationError(_('Write a JSON object: {"name": "value"}.'))
        return told
    if setting.kind == "host" and value and not HOST.match(value):
        raise ValidationError(_("Only the name of the server: smtp.company.ru."))
    if setting.name == "callback_ips" and value:
        for one in str(value).replace(",", " ").split():
            try:
                ipaddress.ip_network(one, strict=False)
            except ValueError:
                raise ValidationError(_("“%(one)s” is no IP address and no network.") % {"one": one}) from None
    if setting.leads_outside and value:
        _refuse_private(setting, str(value))
    return value


def _refuse_private(setting: Setting, value: str) -> None:
    host = urlsplit(value).hostname if setting.kind == "url" else value
    try:
        outside.refuse_private(host or "")
    except outside.PrivateAddressError as error:
        raise ValidationError(error.sentence) from None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
