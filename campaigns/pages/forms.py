"""What is typed on the page of a campaign."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from campaigns.choices import Plan
from campaigns.models import Campaign
from campaigns.models.campaign import LONGEST_NAME, MOST_CONTROL
from campaigns.sending.drafting import Wish
from messaging.choices import Carrier
from messaging.models import Gateway, Template
from segmentation.models import Segment

MOMENT = "%Y-%m-%dT%H:%M"


class NewForm(forms.Form):
    """A name, and by what it is sent."""

    name = forms.CharField(label=pgettext_lazy("of a campaign", "Name"), max_length=LONGEST_NAME)
    channel = forms.ChoiceField(label=_("Channel"), choices=Carrier.choices, widget=forms.RadioSelect, initial="email")


class CampaignForm(forms.Form):
    """Whom, what, when, with what to compare."""

    name = forms.CharField(label=pgettext_lazy("of a campaign", "Name"), max_length=LONGEST_NAME)
    plus = forms.ModelMultipleChoiceField(
        label=_("Whom to write to"), queryset=Segment.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    minus = forms.ModelMultipleChoiceField(
        label=_("Except those who are in"), queryset=Segment.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    template = forms.ModelChoiceField(
        label=pgettext_lazy("letter or SMS", "Template"), queryset=Template.objects.none(), required=False
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

    def __init__(self, *args: Any, campaign: Campaign, user: User, **more: Any) -> None:
        more["initial"] = _initial(campaign)
        super().__init__(*args, **more)
        segments = Segment.objects.visible_to(user).by_name()
        templates = Template.objects.live().filter(channel=campaign.channel).by_name()
        gateways = Gateway.objects.filter(channel=campaign.channel, is_active=True).order_by("name", "pk")
        offered: dict[str, Any] = {"plus": segments, "minus": segments, "template": templates, "gateway": gateways}
        for name, rows in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def wish(self) -> Wish:
        """As services take it, of a valid form."""
        data = self.cleaned_data
        return Wish(**{**data, "plus": list(data["plus"]), "minus": list(data["minus"])})


def _initial(campaign: Campaign) -> dict[str, Any]:
    own = (
        "name", "plan", "send_at", "control_percent", "window_days", "cost", "stop_errors_percent", "stop_complaints",
    )  # fmt: skip
    sources = list(campaign.sources.all()) if campaign.pk else []
    return {
        **{name: getattr(campaign, name) for name in own},
        "template": campaign.template_id,
        "gateway": campaign.gateway_id,
        "plus": [one.segment_id for one in sources if not one.is_minus],
        "minus": [one.segment_id for one in sources if one.is_minus],
    }
