"""Counts of staged rows, one statement for all of them, kept with the import."""

from typing import Any

from django.db.models import Count, Q

from imports.consents import note
from imports.models import Import, StagedRow, Verdict
from imports.trade import ENTITIES


def count(imported: Import) -> dict[str, int]:
    """How many rows there are of each kind, and how many contacts of clients may be written to."""
    found: dict[str, Any] = StagedRow.objects.of(imported).aggregate(
        rows=Count("pk"),
        new=Count("pk", filter=Q(verdict=Verdict.NEW)),
        updated=Count("pk", filter=Q(verdict=Verdict.UPDATED)),
        unchanged=Count("pk", filter=Q(verdict=Verdict.UNCHANGED)),
        doubtful=Count("pk", filter=Q(verdict=Verdict.DOUBTFUL)),
        rejected=Count("pk", filter=Q(verdict=Verdict.REJECTED)),
        duplicates=Count("pk", filter=Q(verdict=Verdict.DUPLICATE)),
        dropped=Count("pk", filter=Q(verdict=Verdict.DROPPED)),
        fixed=Count("pk", filter=Q(tone="ok")),
        questions=Count("pk", filter=Q(tone="warn")),
        left_out=Count("pk", filter=Q(tone="bad")),
    )
    return dict(found) if imported.entity in ENTITIES else {**found, **note.count(imported)}


def recount(imported: Import) -> None:
    """Write the counts down."""
    imported.counts = {**imported.counts, **count(imported)}
    imported.save(update_fields=["counts", "updated_at"])
