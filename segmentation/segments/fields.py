"""«In segment» of the field catalogue: rules, filters of the list, columns and exports know it by this alone."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.fields import Field, FieldType, fields
from segmentation.models import Segment
from segmentation.segments.rules import FIELD

MEMBER = "SELECT 1 FROM segmentation_segmentmember sm WHERE sm.customer_id = {c}.id AND sm.left_at IS NULL AND {test}"

TODAY = "(SELECT sales_today())"
"""The company's: `current_date` is that of UTC, yesterday's until three in the morning in Moscow."""
AGE = (
    f"(CASE WHEN {{c}}.birth_date BETWEEN ({TODAY} - interval '121 years')::date AND {TODAY}"
    f" THEN extract(year FROM age({TODAY}, {{c}}.birth_date))::int END)"
)
"""Whole years; a date of birth that makes nobody’s age, in the future or over 120 years back, makes none."""


def register() -> None:
    """Fill the catalogue."""
    fields.add(
        Field(
            code="age",
            label=gettext_lazy("Age"),
            type=FieldType.NUMBER,
            sql=AGE,
            follows="birth_date",
            weight=61,
        ),
        Field(
            code=FIELD,
            label=gettext_lazy("Segment"),
            type=FieldType.MULTI,
            sql="sm.segment_id",
            within=MEMBER,
            choices=names,
            is_key=True,
            weight=700,
        ),
    )


def names() -> Mapping[str, str | Promise]:
    """Those that everybody sees by name; one's private ones are called by whose they are."""
    rows = Segment.objects.live().select_related("owner").by_name()
    return {str(one.pk): called(one) for one in rows}


def called(segment: Segment) -> str:
    """How a segment is called before people it was not shared with."""
    if segment.is_shared:
        return segment.name
    return _("private segment no. %(number)s of %(person)s") % {
        "number": segment.pk,
        "person": segment.owner.full_name,
    }
