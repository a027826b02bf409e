"""Forms of the privacy officer's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models.people import Language
from consents.choices import DocumentKind
from consents.models import Channel, ChannelPolicy, ConsentDocument, Operator, Processor, Purpose
from consents.words import channel

RESERVED = frozenset({"new", "refusal", "source", "date", "basis"})
"""Words of addresses and of columns of an import, which begin with a purpose's code."""


class OperatorForm(forms.ModelForm[Operator]):
    """Who answers for the data."""

    class Meta:
        model = Operator
        fields = (
            "name", "inn", "ogrn", "address", "rkn_number", "dpo_name", "dpo_contact", "policy_url", "policy_version",
            "jurisdiction",
        )  # fmt: skip

    policy_url = forms.URLField(
        label=gettext_lazy("Address of the privacy policy"), max_length=500, required=False, assume_scheme="https"
    )


class PurposeForm(forms.ModelForm[Purpose]):
    """What data are used for."""

    data_categories = forms.CharField(
        label=gettext_lazy("What data"), required=False, help_text=gettext_lazy("Separated by commas.")
    )

    class Meta:
        model = Purpose
        fields: tuple[str, ...] = (
            "name_ru", "name_en", "basis", "is_advertising", "data_categories", "retention_days", "retention_basis",
        )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["data_categories"] = ", ".join(self.instance.data_categories or [])

    def clean_data_categories(self) -> list[str]:
        """Words between commas."""
        return words_of(self.cleaned_data["data_categories"])


class NewPurposeForm(PurposeForm):
    """A purpose of the company’s own. Its code stays for good: the ledger holds it."""

    code = forms.RegexField(
        label=gettext_lazy("Code"),
        regex=r"^[a-z][a-z0-9_]{1,23}$",
        help_text=gettext_lazy("Small Latin letters, digits, “_”. Cannot be changed later: the ledger holds it."),
        error_messages={"invalid": gettext_lazy("From 2 to 24 small Latin letters, digits and “_”, a letter first.")},
    )

    class Meta(PurposeForm.Meta):
        fields = ("name_ru", "name_en", "code", *PurposeForm.Meta.fields[2:])

    def clean_code(self) -> str:
        """Not one that addresses of pages or columns of imports have taken."""
        code = str(self.cleaned_data["code"])
        if code in RESERVED:
            raise forms.ValidationError(_("This code is taken: choose another."))
        return code


class PolicyForm(forms.ModelForm[ChannelPolicy]):
    """What may go by a channel, and by which article."""

    class Meta:
        model = ChannelPolicy
        fields = ("ad_policy", "basis")


class ProcessorForm(forms.ModelForm[Processor]):
    """Somebody who handles clients' data for us."""

    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("Purposes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    data_categories = forms.CharField(
        label=gettext_lazy("What data"), required=False, help_text=gettext_lazy("Separated by commas.")
    )
    country = forms.CharField(
        label=gettext_lazy("Country"),
        min_length=2,
        max_length=2,
        help_text=gettext_lazy("Two letters: RU, BY, KZ, DE."),
    )
    valid_to = forms.DateField(
        label=gettext_lazy("Contract ends"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    class Meta:
        model = Processor
        fields = ("name", "inn", "address", "country", "order_doc", "purposes", "data_categories", "valid_to")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["data_categories"] = ", ".join(self.instance.data_categories or [])
        box = self.fields["purposes"]
        assert isinstance(box, forms.MultipleChoiceField)
        standing = Purpose.objects.filter(archived_at=None).order_by("weight", "code")
        box.choices = [(one.code, one.name) for one in standing]

    def clean_country(self) -> str:
        """Two Latin letters."""
        code = str(self.cleaned_data["country"]).upper()
        if not (code.isascii() and code.isalpha()):
            raise forms.ValidationError(_("Two Latin letters: RU, BY, KZ, DE."))
        return code

    def clean_data_categories(self) -> list[str]:
        """Words between commas."""
        return words_of(self.cleaned_data["data_categories"])


class DocumentForm(forms.Form):
    """A draft."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    label = forms.CharField(
        label=gettext_lazy("Words beside the box to tick"),
        max_length=500,
        help_text=gettext_lazy("Exactly what the person reads: kept with his consent."),
    )
    body = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 24}))
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: all of them."),
    )
    requires_reconsent = forms.BooleanField(
        label=gettext_lazy("Ask everybody again"),
        required=False,
        help_text=gettext_lazy("Consents under earlier versions stop at once; advertising waits for a new answer."),
    )

    def __init__(self, data: Any, draft: ConsentDocument) -> None:
        super().__init__(
            data,
            initial={
                "title": draft.title,
                "label": draft.label,
                "body": draft.body,
                "channels": draft.channels,
                "requires_reconsent": draft.requires_reconsent,
            },
        )
        box = self.fields["channels"]
        assert isinstance(box, forms.MultipleChoiceField)
        box.choices = [(one.code, channel(one.code)) for one in Channel.objects.order_by("weight", "code")]
        if draft.version == 1:
            del self.fields["requires_reconsent"]


class NewDocumentForm(forms.Form):
    """Which text is begun."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DocumentKind.choices)
    purpose = forms.ModelChoiceField(label=gettext_lazy("Purpose"), queryset=Purpose.objects.none(), empty_label=None)
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        box = self.fields["purpose"]
        assert isinstance(box, forms.ModelChoiceField)
        box.queryset = Purpose.objects.filter(archived_at=None, basis="consent").order_by("weight", "code")


def words_of(text: str) -> list[str]:
    """What stands between commas, once each."""
    return list(dict.fromkeys(word[:120] for part in text.split(",") if (word := " ".join(part.split()))))
