"""Kinds of undoable bulk acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class OperationKind:
    """Preview, apply and undo of one kind of act; each takes the operation's id and finds the rest by it."""

    code: str
    label: str | Promise
    preview: Callable[[UUID], Mapping[str, object]]
    apply: Callable[[UUID], None]
    undo: Callable[[UUID], None]
    weight: int = 100
    permission: str = ""


operation_kinds: Registry[OperationKind] = Registry("operation_kinds", "acts that can be previewed, applied, undone")
