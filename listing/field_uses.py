"""Saved views that name a field by a condition, a column or their order."""

from collections.abc import Iterator

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from core.registries.field_uses import FieldUse, field_uses
from listing.models import SavedView


def register() -> None:
    """Tell of them."""
    field_uses.add(FieldUse(code="listing.views", uses=views_with, weight=10))


def views_with(code: str) -> Iterator[str]:
    """By name; private ones by whose they are."""
    rows = SavedView.objects.annotate(text=Cast("tree", TextField())).select_related("owner")
    named = Q(text__contains=f'"{code}"') | Q(columns__contains=[code]) | Q(sort__in=[code, f"-{code}"])
    for view in rows.filter(named).order_by("pk"):
        if view.is_shared:
            yield _("saved view “%(name)s”") % {"name": view.name}
        else:
            yield _("a saved view of %(person)s") % {"person": view.owner.full_name}
