"""What is typed into the tabs «Letter» and «SMS» of a card."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from consents.models.gate import MessageClass
from customers.attached import services as attached
from customers.card_points import ShownPoint, shown_points
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from interactions.log.forms import FilesField
from messaging.choices import Carrier
from messaging.compose.writing import MOST_FILES, Writing
from messaging.letters.engine import LONGEST_SOURCE
from messaging.letters.services import LONGEST_LINE
from messaging.models import Template, TemplateVersion

KINDS: dict[str, ContactKind] = {Carrier.EMAIL: ContactKind.EMAIL, Carrier.SMS: ContactKind.PHONE}
"""Of contacts that a channel reaches."""
LONGEST_SMS = 2_000


class ComposeForm(forms.Form):
    """Boxes of the channel; others are not there."""

    point = forms.ModelChoiceField(
        label=pgettext_lazy("letter", "To"), queryset=ContactPoint.objects.none(), empty_label=None
    )
    template = forms.ModelChoiceField(
        label=pgettext_lazy("letter or SMS", "Template"),
        queryset=Template.objects.none(),
        required=False,
        empty_label=pgettext_lazy("letter or SMS", "In one’s own words"),
    )
    message_class = forms.ChoiceField(
        label=_("What it is by law"),
        choices=[
            (MessageClass.SERVICE, _("About his order, visit or question")),
            (MessageClass.ADVERTISING, _("An offer: advertising")),
        ],
        initial=MessageClass.SERVICE,
        required=False,
    )
    subject = forms.CharField(
        label=pgettext_lazy("letter", "Subject"), max_length=LONGEST_LINE, required=False,
        widget=forms.Textarea(attrs={"rows": 1, "class": "input--line", "data-takes": True}),
    )  # fmt: skip
    body = forms.CharField(
        label=pgettext_lazy("letter", "Text"), required=False, widget=forms.Textarea(attrs={"data-takes": True})
    )
    signed = forms.BooleanField(label=_("With the signature"), required=False, initial=True)
    lying = forms.MultipleChoiceField(label=_("Files of the card"), required=False, widget=forms.CheckboxSelectMultiple)
    attached = FilesField(label=_("Attach files"), required=False)

    def __init__(self, *args: Any, customer: Customer, user: User, channel: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.customer, self.channel = customer, channel
        kind = KINDS[channel]
        standing = [one for one in shown_points(customer, user) if not one.is_gone and one.point.kind == kind]
        self.points: list[ShownPoint] = [one for one in standing if one.point.value]
        self._rows("point").queryset = ContactPoint.objects.filter(pk__in=[one.point.pk for one in self.points])
        self._rows("point").choices = [(one.point.pk, one.text) for one in self.points]
        self._rows("template").queryset = Template.objects.live().filter(channel=channel).by_name()
        body = self.fields["body"]
        body.widget.attrs |= {
            "rows": 8 if channel == Carrier.EMAIL else 3,
            "class": "composer__text",
            "placeholder": _("What do you want to say to the client?"),
            "aria-label": _("Text"),
        }
        assert isinstance(body, forms.CharField)
        body.max_length = LONGEST_SOURCE if channel == Carrier.EMAIL else LONGEST_SMS
        body.validators.append(forms.CharField(max_length=body.max_length).validators[0])
        if channel == Carrier.EMAIL:
            self._offer_files()
        else:
            for name in ("subject", "signed", "lying", "attached"):
                del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def _rows(self, name: str) -> "forms.ModelChoiceField[Any]":
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    def _offer_files(self) -> None:
        lying = attached.of(self.customer)[:MOST_FILES]
        field = self.fields["lying"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.file_id), one.name) for one in lying]
        if not lying:
            del self.fields["lying"]

    @property
    def chosen_template(self) -> Template | None:
        """The one that is chosen now, whether the rest is right or not."""
        asked = str(self.data.get("template", "")) if self.is_bound else ""
        rows = self._rows("template").queryset
        if rows is None or not asked.isdecimal() or len(asked) > 18:
            return None
        return rows.filter(pk=asked).first()

    def writing(self) -> Writing:
        """Of a valid form."""
        data = self.cleaned_data
        template: Template | None = data["template"]
        version = (
            TemplateVersion.objects.of(template).select_related("template").first() if template is not None else None
        )
        return Writing(
            customer=self.customer, channel=self.channel, point=data["point"], version=version,
            message_class=data["message_class"] or MessageClass.SERVICE,
            subject=" ".join(data.get("subject", "").split()), body=data["body"], is_signed=bool(data.get("signed")),
            files=tuple(data.get("lying") or ()), uploads=tuple(data.get("attached") or ()),
        )  # fmt: skip
