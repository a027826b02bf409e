"""Kinds of undoable bulk acts, and the tables whose history lets them be taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True)
class Sample:
    """Before and after of one object, for the preview."""

    object_id: str
    label: str
    changes: tuple[tuple[str | Promise, str, str], ...]
    """(field, before, after)."""


@dataclass(frozen=True)
class Preview:
    """Exact counts of what an operation would do, and some examples."""

    total: int
    will_change: int
    unchanged: int
    refused: Mapping[str, int] = field(default_factory=dict)
    """Reason code to number of objects."""
    samples: tuple[Sample, ...] = ()
    storage_bytes: int = 0
    """What its before-images will take."""


@dataclass(frozen=True, kw_only=True)
class OperationKind:
    """One kind of act. All callables get the operation's id and find the rest by it (journal.operations)."""

    code: str
    label: str | Promise
    object_type: str
    sentence: Callable[[Mapping[str, Any]], str]
    """What these params do, in the reader's language: «City: Kazan»."""
    preview: Callable[[UUID, int], Preview]
    """(operation id, user id): counts by one statement; samples of what this reader may see."""
    freeze: Callable[[UUID, int], None]
    """(operation id, user id): writes the operation's items by one INSERT … SELECT at confirmation."""
    apply: Callable[[UUID, int, int], None]
    """(operation id, from seq, to seq): changes a batch inside the caller's transaction and marks its items."""
    reasons: Mapping[str, str | Promise] = field(default_factory=dict)
    """Reason codes of refused items in words."""
    weight: int = 100
    permission: str = ""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A relation pointing at rows of a tracked table: a row made by an operation is destroyed only if none stands."""

    table: str
    column: str


@dataclass(frozen=True, kw_only=True)
class TrackedModel:
    """A table with history. `code` is the model's label, such as `customers.customer`."""

    code: str
    model: type[Model]
    label: str | Promise
    field_labels: Mapping[str, str | Promise] = field(default_factory=dict)
    """Fields a person reads about; others are undone but not told."""
    describe: Callable[[list[str]], Mapping[str, str]] | None = None
    """Object ids to names, for lists of what was kept or refused."""
    referenced_by: tuple[Reference, ...] = ()
    archive_column: str = ""
    """Set to now() where a made row cannot be destroyed."""
    weight: int = 100


operation_kinds: Registry[OperationKind] = Registry("operation_kinds", "acts that can be previewed, applied, undone")
tracked_models: Registry[TrackedModel] = Registry("tracked_models", "tables with history")
