"""Import profiles that fill a field."""

from collections.abc import Iterator

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from core.registries.field_uses import FieldUse, field_uses
from imports.models import MappingProfile


def register() -> None:
    """Tell of them."""
    field_uses.add(FieldUse(code="imports.profiles", uses=profiles_with, weight=20))


def profiles_with(code: str) -> Iterator[str]:
    """By name."""
    rows = MappingProfile.objects.annotate(text=Cast("mapping", TextField()))
    for profile in rows.filter(text__contains=f'"{code}"').order_by("pk"):
        yield _("import profile “%(name)s”") % {"name": profile.name}
