"""What is typed on the page of a campaign."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import company
from accounts.models import User
from campaigns.audience.choosing import Offered, chosen, offered
from campaigns.choices import Plan
from campaigns.models import Campaign
from campaigns.models.campaign import LONGEST_NAME, MOST_CONTROL
from campaigns.sending.drafting import Wish
from consents.models.gate import MessageClass
from core.errors import DomainError
from messaging.choices import Carrier
from messaging.letters.forms import TextForm
from messaging.letters.services import last_version
from messaging.models import Gateway, Template

MOMENT = "%Y-%m-%dT%H:%M"
LAW = [
    (MessageClass.ADVERTISING, _("Advertising: offers, discounts, news. Only to those who agreed to it")),
    (MessageClass.SERVICE, _("Service: about an order, a visit, a question of the client. No promotion inside")),
]
OWN = (
    "name", "plan", "send_at", "control_percent", "window_days", "cost", "stop_errors_percent", "stop_complaints",
)  # fmt: skip
"""Boxes that are columns of the campaign."""


class NewForm(forms.Form):
    """A name, and by what it is sent."""

    name = forms.CharField(label=pgettext_lazy("of a campaign", "Name"), max_length=LONGEST_NAME)
    channel = forms.ChoiceField(label=_("Channel"), choices=Carrier.choices, widget=forms.RadioSelect, initial="email")


class CampaignForm(TextForm):
    """Whom, what, when, with what to compare."""

    name = forms.CharField(label=pgettext_lazy("of a campaign", "Name"), max_length=LONGEST_NAME)
    plus = forms.MultipleChoiceField(label=_("Whom to write to"), required=False)
    minus = forms.MultipleChoiceField(label=_("Except those who are in"), required=False)
    template = forms.ModelChoiceField(
        label=pgettext_lazy("letter or SMS", "Text"), queryset=Template.objects.none(), required=False,
        empty_label=_("written here, for this campaign alone"),
    )  # fmt: skip
    message_class = forms.ChoiceField(
        label=_("What it is by law"), choices=LAW, required=False, initial=MessageClass.ADVERTISING
    )
    gateway = forms.ModelChoiceField(
        label=_("Gateway"), queryset=Gateway.objects.none(), required=False, empty_label=_("the channel’s default")
    )
    plan = forms.ChoiceField(
        label=pgettext_lazy("campaign", "When"), choices=Plan.choices, widget=forms.RadioSelect,
        help_text=_("Where it is night, the message waits for the morning; nothing is lost."),
    )  # fmt: skip
    send_at = forms.DateTimeField(
        label=_("Begin"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    )
    control_percent = forms.DecimalField(
        label=_("Control group, %"), min_value=0, max_value=MOST_CONTROL, decimal_places=1, max_digits=4,
        help_text=_("They could get the message and do not: what the campaign brings is measured against them."),
    )  # fmt: skip
    window_days = forms.IntegerField(label=_("Days in which purchases count"), min_value=1, max_value=180)
    cost = forms.DecimalField(label=_("Other costs, ₽"), min_value=0, max_digits=14, decimal_places=2)
    stop_errors_percent = forms.IntegerField(label=_("Pause at errors, %"), min_value=1, max_value=100)
    stop_complaints = forms.IntegerField(label=_("Pause at complaints"), min_value=1, max_value=10_000)

    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order: Sequence[str] | None = ("name",)

    def __init__(self, *args: Any, campaign: Campaign, user: User, **more: Any) -> None:
        self.user, self.offered = user, offered(campaign, user)
        more["initial"] = _initial(campaign, self.offered)
        super().__init__(*args, channel=campaign.channel, **more)
        self.fields["body"].widget.attrs["rows"] = 10 if campaign.channel == Carrier.EMAIL else 5
        templates = Template.objects.live().filter(channel=campaign.channel).by_name()
        gateways = Gateway.objects.filter(channel=campaign.channel, is_active=True).order_by("name", "pk")
        for name, rows in (("template", templates), ("gateway", gateways)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        for name in ("plus", "minus"):
            box = self.fields[name]
            assert isinstance(box, forms.MultipleChoiceField)
            box.choices = [(one.value, one.name) for one in self.offered]

    def clean(self) -> dict[str, Any]:
        """Rules of saved views must be such as this person may ask; a clock of clients is nobody's own zone."""
        data = super().clean() or self.cleaned_data
        if data.get("plan") == Plan.LOCAL and data.get("send_at") is not None:
            data["send_at"] = timezone.make_naive(data["send_at"]).replace(tzinfo=company.current().zone)
        for name in ("plus", "minus"):
            try:
                data[name] = chosen(self.offered, data.get(name, []), self.user)
            except DomainError as error:
                self.add_error(name, str(error))
        return data

    def wish(self) -> Wish:
        """As services take it, of a valid form."""
        data = {
            name: value for name, value in self.cleaned_data.items() if name not in {"subject", "preheader", "body"}
        }
        text, seen = self.text(), _moment(data.pop("seen_at"))
        return Wish(**{**data, "seen_at": seen, "text": text if text.body.strip() else None})

    def parts(self) -> list[tuple[str, Any, list[tuple[Offered, bool]]]]:
        """(name, box, what may be chosen and whether it is) of both halves of the audience."""
        halves = ((name, self[name]) for name in ("plus", "minus"))
        return [
            (name, box, [(one, one.value in set(map(str, box.value() or ()))) for one in self.offered])
            for name, box in halves
        ]


def _moment(text: str) -> dt.datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _clock(campaign: Campaign) -> dt.datetime | None:
    """What the box shows: the reader's own time, but of a clock of clients what was typed, whoever reads it."""
    if campaign.plan != Plan.LOCAL or campaign.send_at is None:
        return campaign.send_at
    return timezone.make_naive(campaign.send_at, company.current().zone)


def _initial(campaign: Campaign, parts: Sequence[Offered]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if campaign.has_own_text and campaign.template is not None:
        last = last_version(campaign.template)
        written = {"subject": last.subject, "preheader": last.preheader, "body": last.body}
    return {
        **{name: getattr(campaign, name) for name in OWN},
        **written,
        "template": None if campaign.has_own_text else campaign.template_id,
        "send_at": _clock(campaign),
        "message_class": campaign.message_class,
        "gateway": campaign.gateway_id,
        "seen_at": campaign.updated_at.isoformat() if campaign.pk else "",
        "plus": [one.value for one in parts if one.is_minus is False],
        "minus": [one.value for one in parts if one.is_minus],
    }
