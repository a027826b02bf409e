"""What other packages say of an import before it is applied: how many of its clients may not be written to, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class ImportNote:
    """One sentence above the rows of an import."""

    code: str
    label: str | Promise
    sentence: Callable[[UUID, int], str]
    """(import id, id of the reader): in his language, empty when there is nothing to say."""
    tone: str = "warn"
    weight: int = 100


import_notes: Registry[ImportNote] = Registry("import_notes", "what is said of an import before it is applied")
