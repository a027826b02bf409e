"""What is typed on the pages of templates. Texts are checked by services, which name the place of each fault."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.people import Language
from consents.models import Purpose
from consents.models.gate import MessageClass
from messaging.choices import Carrier
from messaging.letters.engine import LONGEST_SOURCE
from messaging.letters.rendering import Source
from messaging.letters.services import LONGEST_LINE, LONGEST_NAME, LONGEST_SNIPPET, Text
from messaging.letters.signatures import LONGEST as LONGEST_SIGNATURE

LARGEST = LONGEST_SOURCE + 1
"""One more than may be saved: what is longer than that need not be carried to the check to be refused."""


def _line(label: Any, hint: Any = "") -> forms.CharField:
    """One line that may hold variables; a box of many lines by its element, so that long ones wrap."""
    widget = forms.Textarea(attrs={"rows": 1, "class": "input--line", "data-takes": True, "spellcheck": "true"})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST_LINE, required=False, widget=widget)


class TextForm(forms.Form):
    """The text of a template."""

    subject = _line(pgettext_lazy("letter", "Subject"))
    preheader = _line(_("Preview line"), _("What mail programs show beside the subject."))
    body = forms.CharField(
        label=pgettext_lazy("letter", "Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16, "data-takes": True, "spellcheck": "true"}),
    )

    def __init__(self, *args: Any, channel: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.channel = channel
        if channel != Carrier.EMAIL:
            del self.fields["subject"], self.fields["preheader"]
            self.fields["body"].widget.attrs["rows"] = 6

    def text(self) -> Text:
        """As services take it, of a valid form."""
        data = self.cleaned_data
        return Text(body=data["body"], subject=data.get("subject", ""), preheader=data.get("preheader", ""))


class EditForm(TextForm):
    """Another text, another name."""

    name = forms.CharField(label=pgettext_lazy("of a template", "Name"), max_length=LONGEST_NAME)

    field_order: Sequence[str] = ("name", "subject", "preheader", "body")


class NewForm(EditForm):
    """A new template: what it is by law is said now and not again."""

    message_class = forms.ChoiceField(
        label=_("What it is by law"),
        choices=[
            (
                MessageClass.SERVICE,
                _("Service: about an order, a visit, a question of the client. No promotion inside"),
            ),
            (MessageClass.ADVERTISING, _("Advertising: offers, discounts, news. Only to those who agreed to it")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Cannot be changed later: write another template instead."),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, initial=Language.RU)

    field_order = ("name", "message_class", "purpose", "language", "subject", "preheader", "body")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        box = self.fields["purpose"]
        assert isinstance(box, forms.ChoiceField)
        standing = Purpose.objects.filter(archived_at=None).order_by("weight", "code")
        usual = pgettext_lazy("purpose of a message", "As usual for such messages")
        box.choices = [("", usual), *((one.code, one.name) for one in standing)]


class LookForm(forms.Form):
    """What is being written, to be checked and shown before it is saved."""

    channel = forms.ChoiceField(choices=Carrier.choices)
    message_class = forms.ChoiceField(choices=MessageClass.choices, required=False)
    language = forms.ChoiceField(choices=Language.choices, required=False)
    subject = forms.CharField(required=False, max_length=LONGEST_LINE)
    preheader = forms.CharField(required=False, max_length=LONGEST_LINE)
    body = forms.CharField(required=False, max_length=LARGEST, strip=False)
    customer = forms.IntegerField(required=False, min_value=1)

    def source(self, signature: str) -> Source:
        """Of a valid form."""
        data = self.cleaned_data
        return Source(
            channel=data["channel"], body=data["body"].replace("\r\n", "\n"), language=data["language"] or Language.RU,
            subject=data["subject"], preheader=data["preheader"],
            message_class=data["message_class"] or MessageClass.SERVICE,
            is_html=data["channel"] == Carrier.EMAIL, signature=signature,
        )  # fmt: skip


class SnippetForm(forms.Form):
    """A snippet."""

    name = forms.CharField(label=pgettext_lazy("of a template", "Name"), max_length=80)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST_SNIPPET, widget=forms.Textarea(attrs={"rows": 5, "data-takes": True})
    )


class SignatureForm(forms.Form):
    """The last lines of a letter."""

    text = forms.CharField(
        label=_("Signature"),
        max_length=LONGEST_SIGNATURE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Plain lines: name, post, phone. Empty: none."),
    )
