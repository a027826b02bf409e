"""What becomes of files when the trial ends: only the company's own logo stays."""

from core.registries.demo import DemoTables, demo_tables
from files.models import StoredFile
from files.owners import COMPANY


def register() -> None:
    demo_tables.add(DemoTables(code="files", sorted_out=("files.storedfile",), sort_out=_sort_out))


def _sort_out(using: str) -> None:
    """Contents go with the next sweep."""
    StoredFile.objects.using(using).exclude(belongs_to_type=COMPANY).delete()
