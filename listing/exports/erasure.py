"""A person in exported files: which of them hold him only their rows say, so all that are still there go."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.exports import file_stores
from core.registries.personal import ErasurePart, Person, erasure_parts
from listing.exports.choices import LIVE, ExportState
from listing.exports.models import Export


def register() -> None:
    """Files of exports live a day in any case."""
    erasure_parts.add(
        ErasurePart(
            code="listing.exports",
            label=gettext_lazy("Files of exports"),
            count=lambda who: _kept().count(),
            erase=_remove,
            says=gettext_lazy("all that are younger than a day go"),
            blocks=_blocks,
            weight=20,
        )
    )


def _kept() -> QuerySet[Export]:
    return Export.objects.filter(state=ExportState.READY).order_by("pk")


def _remove(person: Person, act: str) -> int:
    found = list(_kept().select_for_update())
    file_stores.get("files").remove([one.file for one in found if one.file])
    return Export.objects.filter(pk__in=[one.pk for one in found]).update(state=ExportState.EXPIRED, file=None)


def _blocks(person: Person) -> Sequence[str]:
    """A list being written now may hold him."""
    going = Export.objects.filter(state__in=LIVE).exists()
    return [_("A list is being exported now. Wait until it ends.")] if going else []
