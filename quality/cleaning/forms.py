"""What an administrator chooses: checks, whether to mend, options, and the nights."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from core.registries.cleaning import cleaning_checks
from quality.cleaning.options import ARCHIVE, ASK, DEFAULTS, TAG
from quality.models import CleaningPolicy, Rhythm

ACTS = (
    (ASK, _("only tell")),
    (TAG, _("give the tag “Inactive”")),
    (ARCHIVE, _("put into the archive")),
)


class CleaningForm(forms.Form):
    """One form for a run now and for the nights to come."""

    checks = forms.MultipleChoiceField(label=_("What to look for"), widget=forms.CheckboxSelectMultiple)
    inactive_months = forms.IntegerField(label=_("Inactive after, months"), min_value=1, max_value=240)
    inactive_act = forms.ChoiceField(label=_("What to do with inactive clients"), choices=ACTS)
    empty_days = forms.IntegerField(label=_("Empty cards are left alone for, days"), min_value=0, max_value=3650)
    tasks_each = forms.IntegerField(
        label=_("Cards to check given to each manager"),
        min_value=0,
        max_value=500,
        help_text=_("0: no tasks are given"),
    )
    mx = forms.BooleanField(
        label=_("Ask name servers whether domains of e-mails take mail"), required=False,
        help_text=_("Domains leave the company’s network; only this box makes the product ask."),
    )  # fmt: skip
    rhythm = forms.ChoiceField(label=_("By itself"), choices=Rhythm.choices, required=False)
    weekday = forms.TypedChoiceField(
        label=_("On the night of"), choices=[(str(n), name) for n, name in WEEKDAYS.items()], coerce=int, required=False
    )
    fixes = forms.BooleanField(label=_("Mend by itself what is sure"), required=False)

    def __init__(self, data: Any = None, *, policy: CleaningPolicy) -> None:
        super().__init__(data, initial=initial(policy))
        self.fields["checks"].choices = [(one.code, one.label) for one in cleaning_checks]  # type: ignore[attr-defined]

    @property
    def options(self) -> dict[str, Any]:
        """For a run."""
        return {code: self.cleaned_data[code] for code in DEFAULTS}


def initial(policy: CleaningPolicy) -> dict[str, Any]:
    """What stands."""
    return {
        **DEFAULTS,
        **policy.options,
        "checks": policy.checks or [one.code for one in cleaning_checks],
        "rhythm": policy.rhythm,
        "weekday": policy.weekday,
        "fixes": policy.fixes,
    }
