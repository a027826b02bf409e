"""The page on which a form of a site is built."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from messaging.models import ConsentForm
from messaging.public import building

TEXTS = (
    ("title", _("Heading"), 200),
    ("intro", _("Words above the form"), 2000),
    ("thanks", _("Words after it"), 2000),
)


class BuildForm(forms.Form):
    """Texts of consents themselves are not written here: boxes show those in force."""

    name = forms.CharField(label=capfirst(_("name for colleagues")), max_length=100)
    is_open = forms.BooleanField(label=_("Open to everybody"), required=False, initial=True)
    asks = forms.MultipleChoiceField(
        label=capfirst(_("what it asks for")), choices=ConsentForm.Ask.choices, widget=forms.CheckboxSelectMultiple,
        initial=["name", "email"],
    )  # fmt: skip
    boxes = forms.MultipleChoiceField(
        label=_("Boxes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is one consent and stands empty. Its words are those of the text in force."),
    )
    languages = forms.MultipleChoiceField(
        label=capfirst(_("languages")), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple,
        initial=[settings.LANGUAGE_CODE],
    )  # fmt: skip
    sites = forms.CharField(
        label=capfirst(_("sites that may show it")),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on a line, such as https://shop.example. Empty: it opens at its own address alone."),
    )

    def __init__(self, data: QueryDict | None = None, *, standing: ConsentForm | None = None) -> None:
        super().__init__(data, initial=_initial(standing) if standing else None)
        boxes = self.fields["boxes"]
        assert isinstance(boxes, forms.MultipleChoiceField)
        boxes.choices = building.offered()
        for code, language in settings.LANGUAGES:
            for part, label, most in TEXTS:
                field = forms.CharField(label=f"{label} · {language}", max_length=most, required=False)
                if part != "title":
                    field.widget = forms.Textarea(attrs={"rows": 2})
                self.fields[f"{part}_{code}"] = field

    def wish(self) -> building.Wish:
        """As the service takes it."""
        values = self.cleaned_data
        return building.Wish(
            name=values["name"],
            is_open=values["is_open"],
            asks=values["asks"],
            languages=values["languages"],
            boxes=[_box(one) for one in values["boxes"]],
            texts={
                code: {part: values[f"{part}_{code}"].strip() for part, _label, _most in TEXTS}
                for code in values["languages"]
            },
            sites=values["sites"].splitlines(),
        )


def _initial(form: ConsentForm) -> dict[str, Any]:
    texts = {f"{part}_{code}": text for code, texts in form.texts.items() for part, text in texts.items()}
    boxes = form.boxes.order_by("position", "pk").values_list("purpose", "channel")
    return {
        "name": form.name,
        "is_open": form.is_open,
        "asks": form.asks,
        "languages": form.languages,
        "boxes": [f"{purpose}.{channel}" for purpose, channel in boxes],
        "sites": "\n".join(form.sites),
        **texts,
    }


def _box(value: str) -> tuple[str, str]:
    purpose, _dot, channel = value.partition(".")
    return purpose, channel
