"""What is said of an outcome."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries.outcomes import outcome_effects
from interactions.log.choices import InteractionKind
from interactions.log.models import Outcome
from interactions.log.outcome_list import WITHOUT, OutcomeValues

MOST_WEIGHT = 9_999


class OutcomeForm(forms.Form):
    """Name, what for, next step, effect, place."""

    name = forms.CharField(label=_("Name"), max_length=80)
    weight = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=MOST_WEIGHT, help_text=_("Smaller numbers stand first.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("What for"),
        choices=[(kind.value, kind.label) for kind in InteractionKind if kind not in WITHOUT],
        widget=forms.CheckboxSelectMultiple,
    )
    needs_next = forms.BooleanField(
        label=_("Asks for the next step"),
        required=False,
        help_text=_("An entry with it is saved only together with a task."),
    )
    effect = forms.ChoiceField(label=_("What it does besides"), required=False)
    is_archived = forms.BooleanField(
        label=_("Not offered any more"), required=False, help_text=_("Entries that have it keep it.")
    )

    def __init__(self, data: Any, outcome: Outcome | None = None) -> None:
        kept = outcome or Outcome(kinds=",call,")
        super().__init__(
            data,
            initial={
                "name": kept.name, "weight": kept.weight, "kinds": kept.kinds.strip(",").split(","),
                "needs_next": kept.needs_next, "effect": kept.effect, "is_archived": kept.is_archived,
            },
        )  # fmt: skip
        offered: list[tuple[str, str | Promise]] = [(one.code, one.label) for one in outcome_effects]
        if kept.effect and kept.effect not in outcome_effects:
            offered.append((kept.effect, kept.effect))
        choice = self.fields["effect"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("nothing")), *offered]
        if not offered:
            del self.fields["effect"]

    def values(self) -> OutcomeValues:
        """As the service takes them."""
        return OutcomeValues(**self.cleaned_data)
