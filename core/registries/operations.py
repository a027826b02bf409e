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
    shares: tuple[tuple[str, int], ...] = ()
    """Who gets how many, where an act shares objects out."""


@dataclass(frozen=True)
class NextStep:
    """What a person usually does after an operation: a link of its page."""

    label: str | Promise
    url: str


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
    """(operation id, after seq, up to seq): changes a batch inside the caller's transaction.

    Marks only the items that come out otherwise than done: unchanged, refused, kept.
    """
    reasons: Mapping[str, str | Promise] = field(default_factory=dict)
    """Reason codes of refused items in words."""
    next_steps: Callable[[UUID, int], tuple[NextStep, ...]] | None = None
    """(operation id, user id): what to do once it is done."""
    undoable: bool = True
    """False for what leaves the house: an export, a campaign sent."""
    why_not_undo: Callable[[UUID], str] | None = None
    """(operation id): why it cannot be taken back, or done again, as things stand now; nothing when it can be."""
    undone_at_once: bool = False
    """Taken back in one transaction, however large: halfway the rows would contradict each other."""
    weight: int = 100
    permission: str = ""
    list_label: str | Promise = ""
    list_url: str = ""
    """The list it begins from, and the name of its address; empty: the clients."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A relation pointing at rows of a tracked table: a row made by an operation is destroyed only if none stands."""

    table: str
    column: str
    label: str | Promise
    """What stands in the way, in words: «purchases»."""
    stands: bool = False
    """The row stays as it is, out of the archive: it holds what others gave it."""


@dataclass(frozen=True)
class Seen:
    """An object by name, with the address of its page; read together with the right to see it."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class NoPlace:
    """Deleted rows of a table that cannot come back as things stand now, though no constraint would refuse them.

    Both statements know `%(target)s`, the operation taken back, whose events stand between `%(since)s` and `%(until)s`.
    """

    ids: str
    """SELECT of the column `id`."""
    hold: str
    """Locks what that answer rests on."""
    label: str | Promise
    """Why, in words."""


@dataclass(frozen=True, kw_only=True)
class TrackedModel:
    """A table with history. `code` is the model's label, such as `customers.customer`."""

    code: str
    model: type[Model]
    label: str | Promise
    field_labels: Mapping[str, str | Promise] = field(default_factory=dict)
    """Fields a person reads about; others are undone but not told."""
    changed_labels: Mapping[str, str | Promise] = field(default_factory=dict)
    """The same fields as they stand after «changed»: in the accusative where a language has one."""
    together: tuple[tuple[str, ...], ...] = ()
    """Fields that only mean something together: when one of them was changed since, all of them are kept."""
    keyed: str = ""
    """A JSON column whose keys are fields of their own: each is kept or given back by itself."""
    unfit: Callable[[str, str], str] | None = None
    """Of such a column: (SQL of a key, SQL of its value) to a condition that the value cannot stand there any more, ''
    when there is nothing to fear; `%(target)s` is the operation taken back. What stands there is left instead."""
    no_place: NoPlace | None = None
    part_of: str = ""
    """Column of the row this one is a part of: parts made by an operation go, and stay, with their whole."""
    whole: str = ""
    """Code of the tracked model that `part_of` points at."""
    seen_by: Callable[[list[str], int], Mapping[str, "Seen"]] | None = None
    """(object ids, user id): those the user may see, for lists of what was kept or refused."""
    referenced_by: tuple[Reference, ...] = ()
    archive_column: str = ""
    """Set to now() where a made row cannot be destroyed."""
    weight: int = 100
    """Wholes before their parts."""


@dataclass(frozen=True, kw_only=True)
class PointedFrom:
    """A reference brought by a package above the table’s own: its rows keep a made row from being destroyed."""

    code: str
    to: str
    """Code of the tracked model that is pointed at."""
    reference: Reference
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class UndoPart:
    """What else an undo does beside giving rows their history back: once, in its first batch, before any row goes."""

    code: str
    run: Callable[[UUID, UUID], int | None]
    """(operation taken back, its undo); returns how many rows of its own it had to leave, if it knows of such."""
    weight: int = 100


operation_kinds: Registry[OperationKind] = Registry("operation_kinds", "acts that can be previewed, applied, undone")
tracked_models: Registry[TrackedModel] = Registry("tracked_models", "tables with history")
undo_parts: Registry[UndoPart] = Registry("undo_parts", "what an undo does beside giving rows back")
pointed_from: Registry[PointedFrom] = Registry("pointed_from", "what upper packages hang on tracked tables")
