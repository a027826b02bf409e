"""How scores are counted: the newest version, and a change, which is a version of its own."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from core.errors import DomainError
from segmentation.choices import Lifecycle, Method, Rfm
from segmentation.models import ScoreSettings
from segmentation.scores.cells import STANDARD

KEPT = ("id", "created_at", "by_id", "by_name")
AXES = ("r", "f", "m")
MOST_DAYS = 36_500
LONGEST_ADVICE = 500
CHANGED = "segmentation.settings_changed"


def current() -> ScoreSettings:
    """The newest version; made by itself when nobody has wished for anything."""
    return ScoreSettings.objects.order_by("-pk").first() or ScoreSettings.objects.create()


@transaction.atomic
def change(*, by: User, **values: Any) -> ScoreSettings:
    """A new version with these values; scores follow with their next run. Raises DomainError on what cannot be."""
    standing = current()
    fields = [field.name for field in ScoreSettings._meta.concrete_fields if field.name not in KEPT]
    if unknown := values.keys() - set(fields):
        raise TypeError(f"ScoreSettings has no {', '.join(sorted(unknown))}")
    new = ScoreSettings(**{name: values.get(name, getattr(standing, name)) for name in fields})
    refuse(new)
    changed = sorted(name for name in fields if getattr(new, name) != getattr(standing, name))
    if not changed:
        return standing
    new.by_id, new.by_name = by.pk, by.full_name
    new.save()
    journal.record(CHANGED, by=by, object_id=new.pk, details={"fields": changed})
    return new


def refuse(new: ScoreSettings) -> None:
    """Raises DomainError saying which of the numbers contradict each other."""
    if new.window_days is not None and not 1 <= new.window_days <= MOST_DAYS:
        raise DomainError(_("The window is from 1 to %(most)d days.") % {"most": MOST_DAYS}, code="window_days")
    if new.grades not in (3, 5):
        raise DomainError(_("There are three grades or five."), code="grades")
    if not 0 < new.abc_a < new.abc_b <= 100:
        raise DomainError(_("The border of A is below the border of B, and both are within 100 %."), code="abc_a")
    if not 0 < new.xyz_x < new.xyz_y:
        raise DomainError(_("The border of X is below the border of Y."), code="xyz_x")
    if not 1 <= new.xyz_least <= new.xyz_months <= 60:
        raise DomainError(_("Months are from 1 to 60, and no more of them have sales than are looked at."), code="xyz")
    if new.hot_days > new.warm_bought_days or new.dead_days < new.warm_answered_days:
        raise DomainError(_("Hot is sooner than warm, and dead later than both."), code="days")
    if new.method == Method.FIXED:
        _refuse_fixed(new)
    _refuse_words(new.cells, new.advice)


def _refuse_fixed(new: ScoreSettings) -> None:
    for axis in AXES:
        numbers = new.fixed.get(axis)
        if not isinstance(numbers, list) or len(numbers) != new.grades - 1:
            text = _("Name %(count)d borders for each of R, F and M: from where the grades after the first begin.")
            raise DomainError(text % {"count": new.grades - 1}, code="fixed")
        try:
            found = [Decimal(str(number)) for number in numbers]
        except ArithmeticError as error:
            raise DomainError(_("A border is a number."), code="fixed") from error
        falling = axis == "r"
        if found != sorted(set(found), reverse=falling) or not all(number.is_finite() for number in found):
            text = (
                _("Days of R fall from grade to grade: the sooner, the better.")
                if falling
                else _("Borders of F and M grow from grade to grade.")
            )
            raise DomainError(text, code="fixed")


def _refuse_words(cells: Mapping[str, Any], advice: Mapping[str, Any]) -> None:
    if any(cell not in STANDARD or code not in Rfm.values for cell, code in cells.items()):
        raise DomainError(_("There is no such cell or no such segment."), code="cells")
    known = {*Rfm.values, *Lifecycle.values}
    if any(code not in known or len(str(text)) > LONGEST_ADVICE for code, text in advice.items()):
        raise DomainError(_("Advice is of a segment or a base type, at most %(most)d characters long.")
                          % {"most": LONGEST_ADVICE}, code="advice")  # fmt: skip
