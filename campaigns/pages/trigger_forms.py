"""What is typed on the page of a trigger: its event, then what it shares with other campaigns."""

from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from campaigns.models import Campaign, Trigger
from campaigns.models.campaign import LONGEST_NAME, MOST_CONTROL
from campaigns.models.trigger import MOST_DAYS, MOST_LATE
from campaigns.triggers import dates
from campaigns.triggers.choices import OF_GOODS, OF_SEGMENT, OF_SILENCE, Again, Event
from campaigns.triggers.drafting import EventWish, TriggerWish
from messaging.choices import Carrier
from messaging.models import Gateway, Template
from sales.models import Category, Product
from segmentation.models import Segment

EVENT = ("segment", "field", "is_yearly", "days", "clock", "product", "category", "again", "again_days", "late_days")
CAMPAIGN = ("name", "control_percent", "window_days", "cost", "stop_errors_percent", "stop_complaints")
SEVERAL = 5
"""Products named where the words fit several."""


class NewTriggerForm(forms.Form):
    """A name, by what it is sent, and what sets it off, which stays."""

    name = forms.CharField(label=pgettext_lazy("of a campaign", "Name"), max_length=LONGEST_NAME)
    event = forms.ChoiceField(label=gettext_lazy("What sets it off"), choices=Event.choices, widget=forms.RadioSelect,
                              initial=Event.DATE)  # fmt: skip
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), choices=Carrier.choices, widget=forms.RadioSelect, initial=Carrier.EMAIL
    )


class TriggerForm(forms.Form):
    """A trigger's draft. Boxes that say nothing of its event are left out."""

    name = forms.CharField(label=pgettext_lazy("of a campaign", "Name"), max_length=LONGEST_NAME)
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    segment = forms.ModelChoiceField(label=gettext_lazy("Segment"), queryset=Segment.objects.none(), required=False)
    field = forms.ChoiceField(label=pgettext_lazy("trigger", "Date"), required=False)
    is_yearly = forms.BooleanField(
        label=gettext_lazy("Each year"), required=False,
        help_text=gettext_lazy("Who was born on 29 February is greeted on the 28th of other years."),
    )  # fmt: skip
    days = forms.IntegerField(label=gettext_lazy("Days after"), min_value=0, max_value=MOST_DAYS)
    clock = forms.TimeField(
        label=gettext_lazy("By the client’s own clock at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    product = forms.CharField(
        label=gettext_lazy("Only of this product"), required=False, max_length=300,
        help_text=gettext_lazy("Its name or article; empty: any."),
    )  # fmt: skip
    category = forms.ModelChoiceField(
        label=gettext_lazy("Only of this category"), queryset=Category.objects.none(), required=False,
        empty_label=gettext_lazy("any category"),
    )  # fmt: skip
    again = forms.ChoiceField(label=gettext_lazy("The same client again"), choices=Again.choices)
    again_days = forms.IntegerField(label=gettext_lazy("Once in, days"), min_value=1, max_value=MOST_DAYS)
    late_days = forms.IntegerField(
        label=gettext_lazy("At most late, days"), min_value=1, max_value=MOST_LATE,
        help_text=gettext_lazy("What happened longer ago is written about to nobody any more."),
    )  # fmt: skip
    plus = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only those who are in"), queryset=Segment.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    minus = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Except those who are in"), queryset=Segment.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    template = forms.ModelChoiceField(
        label=pgettext_lazy("letter or SMS", "Text"), queryset=Template.objects.none(), required=False
    )
    gateway = forms.ModelChoiceField(
        label=gettext_lazy("Gateway"), queryset=Gateway.objects.none(), required=False,
        empty_label=gettext_lazy("the channel’s default"),
    )  # fmt: skip
    control_percent = forms.DecimalField(
        label=gettext_lazy("Control group, %"), min_value=0, max_value=MOST_CONTROL, decimal_places=1, max_digits=4,
        help_text=gettext_lazy("They could get the message and do not: what the campaign brings is measured against"
                               " them."),
    )  # fmt: skip
    window_days = forms.IntegerField(label=gettext_lazy("Days in which purchases count"), min_value=1, max_value=180)
    cost = forms.DecimalField(label=gettext_lazy("Other costs, ₽"), min_value=0, max_digits=14, decimal_places=2)
    stop_errors_percent = forms.IntegerField(label=gettext_lazy("Pause at errors, %"), min_value=1, max_value=100)
    stop_complaints = forms.IntegerField(label=gettext_lazy("Pause at complaints"), min_value=1, max_value=10_000)

    def __init__(self, *args: Any, campaign: Campaign, trigger: Trigger, user: User, **more: Any) -> None:
        self.trigger = trigger
        more["initial"] = _initial(campaign, trigger)
        super().__init__(*args, **more)
        self._offer(campaign, user)
        for name in _left_out(Event(trigger.event)):
            del self.fields[name]
        if trigger.event == Event.DATE:
            self.fields["days"] = forms.IntegerField(
                label=gettext_lazy("Days after; before: less than nought"), min_value=-MOST_DAYS, max_value=MOST_DAYS
            )
        elif trigger.event in OF_SILENCE:
            self.fields["days"] = forms.IntegerField(
                label=gettext_lazy("Days of silence"), min_value=1, max_value=MOST_DAYS
            )

    def clean_product(self) -> Product | None:
        """The one product the words name."""
        words = self.cleaned_data["product"].strip()
        if not words:
            return None
        exact = Product.objects.filter(name__iexact=words) | Product.objects.filter(sku__iexact=words)
        found = list(exact.order_by("pk")[:2])
        if len(found) != 1:
            found = list(Product.objects.active().fitting(words).order_by("name", "pk")[:SEVERAL])
        if not found:
            raise forms.ValidationError(_("There is no such product."))
        if len(found) > 1:
            said = _("Several products fit: %(names)s.")
            raise forms.ValidationError(said % {"names": ", ".join(one.name for one in found)})
        return found[0]

    def wish(self) -> TriggerWish:
        """As services take it, of a valid form."""
        data = self.cleaned_data
        event = {name: data[name] for name in EVENT if name in data}
        of_campaign = {name: data[name] for name in (*CAMPAIGN, "template", "gateway")}
        return TriggerWish(
            event=EventWish(event=self.trigger.event, **event), seen_at=data["seen_at"],
            plus=list(data["plus"]), minus=list(data["minus"]), **of_campaign,
        )  # fmt: skip

    def _offer(self, campaign: Campaign, user: User) -> None:
        segments = Segment.objects.visible_to(user).by_name()
        offered: dict[str, Any] = {
            "segment": segments,
            "plus": segments,
            "minus": segments,
            "category": Category.objects.filter(archived_at=None).order_by(Lower("name"), "pk"),
            "template": Template.objects.live().filter(channel=campaign.channel).by_name(),
            "gateway": Gateway.objects.filter(channel=campaign.channel, is_active=True).order_by("name", "pk"),
        }
        for name, rows in offered.items():
            box = self.fields[name]
            assert isinstance(box, forms.ModelChoiceField)
            box.queryset = rows
        box = self.fields["field"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", "—"), *((one.code, one.label) for one in dates.choices(user))]


def _left_out(event: Event) -> set[str]:
    """Boxes that say nothing of this event."""
    of_date = set() if event == Event.DATE else {"field", "is_yearly", "clock"}
    of_goods = set() if event in OF_GOODS else {"product", "category"}
    return of_date | of_goods | (set() if event in OF_SEGMENT else {"segment"})


def _initial(campaign: Campaign, trigger: Trigger) -> dict[str, Any]:
    sources = list(campaign.sources.all())
    return {
        **{name: getattr(campaign, name) for name in CAMPAIGN},
        **{name: getattr(trigger, name) for name in EVENT},
        "seen_at": campaign.updated_at.isoformat(),
        "segment": trigger.segment_id,
        "product": trigger.product.name if trigger.product is not None else "",
        "category": trigger.category_id,
        "template": campaign.template_id,
        "gateway": campaign.gateway_id,
        "plus": [one.segment_id for one in sources if not one.is_minus],
        "minus": [one.segment_id for one in sources if one.is_minus],
    }
