"""Settings of scores as a person fills them in: cells of a segment stand in a line, borders too."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segmentation.choices import Lifecycle, Rfm
from segmentation.models import ScoreSettings
from segmentation.scores.cells import ADVICE, STANDARD, standing
from segmentation.scores.settings import LONGEST_ADVICE

AXES = ("r", "f", "m")
GRADED = ("window_days", "method", "grades", "measure", "is_net")
ABC = ("abc_measure", "abc_a", "abc_b")
XYZ = ("xyz_x", "xyz_y", "xyz_months", "xyz_least")
TYPES = (
    "vip_number", "permanent_number", "permanent_days", "permanent_intervals", "hot_days", "warm_bought_days",
    "warm_answered_days", "dead_days",
)  # fmt: skip


class SettingsForm(forms.ModelForm[ScoreSettings]):
    """All of one version; `values()` are what `scores.settings.change` takes."""

    grades = forms.TypedChoiceField(
        label=gettext_lazy("Grades"), coerce=int, choices=[(5, gettext_lazy("five")), (3, gettext_lazy("three"))]
    )

    class Meta:
        model = ScoreSettings
        fields = (*GRADED, *ABC, *XYZ, *TYPES)
        help_texts = {
            "window_days": gettext_lazy("Empty: the whole history."),
            "abc_a": gettext_lazy("The usual border is 80."),
            "abc_b": gettext_lazy("The usual border is 95."),
        }

    def __init__(self, data: Mapping[str, Any] | None = None, *, instance: ScoreSettings) -> None:
        super().__init__(data, instance=instance)
        for axis in AXES:
            numbers = " ".join(str(one) for one in instance.fixed.get(axis, ()))
            self.fields[f"fixed_{axis}"] = forms.CharField(
                label=FIXED[axis][0], help_text=FIXED[axis][1], required=False, max_length=200, initial=numbers
            )
        cells: dict[str, list[str]] = {code: [] for code in Rfm.values}
        for cell, code in sorted(standing(instance).items(), reverse=True):
            cells[code].append(cell)
        for code in Rfm:
            self.fields[f"cells_{code.value}"] = forms.CharField(
                label=gettext_lazy("Cells R F M"), required=False, max_length=700, initial=" ".join(cells[code]),
            )  # fmt: skip
        for said in (*Rfm, *Lifecycle):
            self.fields[f"advice_{said.value}"] = forms.CharField(
                label=gettext_lazy("What to do"), required=False, max_length=LONGEST_ADVICE,
                initial=instance.advice.get(said.value) or str(ADVICE[said]), widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def fixed_boxes(self) -> list[forms.BoundField]:
        """Borders of one's own."""
        return [self[f"fixed_{axis}"] for axis in AXES]

    @property
    def segments(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Name, cells, advice."""
        return [(code.label, self[f"cells_{code.value}"], self[f"advice_{code.value}"]) for code in Rfm]

    @property
    def types(self) -> list[tuple[Any, forms.BoundField]]:
        """Name, advice."""
        return [(code.label, self[f"advice_{code.value}"]) for code in Lifecycle]

    def boxes(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """Fields by name."""
        return [self[name] for name in names]

    @property
    def groups(self) -> dict[str, list[forms.BoundField]]:
        """Fields as the page groups them."""
        return {
            "graded": self.boxes(GRADED),
            "abc": self.boxes(ABC),
            "xyz": self.boxes(XYZ),
            "types": self.boxes(TYPES),
        }

    def clean(self) -> dict[str, Any]:
        """Every cell stands in one segment."""
        values: dict[str, Any] = super().clean() or {}
        placed: dict[str, str] = {}
        for code in Rfm:
            self._place(code, str(values.get(f"cells_{code.value}") or ""), placed)
        missing = [cell for cell in STANDARD if cell not in placed]
        if missing and not self.errors:
            words = _("These cells stand in no segment: %(cells)s") % {"cells": " ".join(sorted(missing)[:20])}
            self.add_error(None, words)
        values["cells"] = {cell: code for cell, code in placed.items() if STANDARD[cell] != code}
        return values

    def _place(self, code: Rfm, typed: str, placed: dict[str, str]) -> None:
        for cell in typed.replace(",", " ").split():
            field = f"cells_{code.value}"
            if cell not in STANDARD:
                self.add_error(field, _("“%(cell)s” is no cell: three grades from 1 to 5.") % {"cell": cell[:20]})
            elif placed.setdefault(cell, code.value) != code.value:
                other = Rfm(placed[cell]).label
                words = _("%(cell)s stands in “%(other)s” too.") % {"cell": cell, "other": other}
                self.add_error(field, words)

    def values(self) -> dict[str, Any]:
        """What `scores.settings.change` takes; advice that is as it was written at first is not kept."""
        found = self.cleaned_data
        kept = {name: found[name] for name in (*GRADED, *ABC, *XYZ, *TYPES)}
        fixed = {axis: found[f"fixed_{axis}"].replace(",", ".").split() for axis in AXES if found[f"fixed_{axis}"]}
        advice = {}
        for said in (*Rfm, *Lifecycle):
            text = " ".join(found[f"advice_{said.value}"].split())
            if text and text != str(ADVICE[said]):
                advice[said.value] = text
        return {**kept, "fixed": fixed, "cells": found["cells"], "advice": advice}


FIXED = {
    "r": (gettext_lazy("R: at most so many days"), gettext_lazy("Falling, for example: 270 180 90 30")),
    "f": (gettext_lazy("F: at least so many purchases"), gettext_lazy("Growing, for example: 2 4 7 12")),
    "m": (gettext_lazy("M: at least such a sum"), gettext_lazy("Growing, for example: 1000 5000 20000 50000")),
}
