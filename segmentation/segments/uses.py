"""What holds what: fields that rules name, and what names a segment; neither is deleted in silence."""

from collections.abc import Iterator
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts.models import User
from core.registries.field_uses import FieldUse, field_uses
from customers.models import StandardRule
from listing.models import SavedView
from segmentation.models import Segment
from segmentation.segments import rules


def register() -> None:
    """Tell of segments that name a field."""
    field_uses.add(FieldUse(code="segmentation.segments", uses=segments_with, weight=30))


def segments_with(code: str) -> Iterator[str]:
    """By name; private ones by whose they are."""
    for segment in Segment.objects.live().select_related("owner").order_by("pk"):
        if any(one["field"] == code for one in rules.raw_conditions(segment.rule)):
            yield told(segment)


def uses_of(segment: Segment, reader: User) -> list[str]:
    """What asks for the segment: other segments, saved views, rules of the standard."""
    return list(_uses(segment, reader))


def _uses(segment: Segment, reader: User) -> Iterator[str]:
    for other in Segment.objects.live().exclude(pk=segment.pk).select_related("owner").order_by("pk"):
        if segment.pk in rules.asked_in(other.rule):
            yield told(other, reader)
    for view in _naming(SavedView.objects.select_related("owner"), "tree"):
        if segment.pk in rules.asked_in(view.tree):
            yield (
                _("saved view “%(name)s”") % {"name": view.name}
                if view.is_shared or view.owner_id == reader.pk
                else _("a saved view of %(person)s") % {"person": view.owner.full_name}
            )
    for rule in _naming(StandardRule.objects.all(), "rule"):
        if segment.pk in rules.asked_in(rule.rule):
            yield _("rule of the standard “%(name)s”") % {"name": rule.name}


def _naming(rows: Any, column: str) -> Any:
    """Rows whose rule speaks of segments at all."""
    texts = rows.annotate(text=Cast(column, TextField()))
    return texts.filter(text__contains=f'"{rules.FIELD}"').order_by("pk")


def told(segment: Segment, reader: User | None = None) -> str:
    """A segment as a reason; a private one by name to its owner alone."""
    if segment.is_shared or (reader is not None and segment.owner_id == reader.pk):
        return _("segment “%(name)s”") % {"name": segment.name}
    return _("a segment of %(person)s") % {"person": segment.owner.full_name}
