"""Kinds of things that the journal and operations speak of by id: how to name them and where they stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class ObjectKind:
    """`code` is the object type entries carry, such as `customers.customer`."""

    code: str
    label: str | Promise
    describe: Callable[[list[str]], Mapping[str, str]] | None = None
    """Ids to names, for readers who see everything; those that are gone are left out."""
    url: Callable[[str], str] | None = None
    """The page of one; it checks rights itself."""
    weight: int = 100


object_kinds: Registry[ObjectKind] = Registry("object_kinds", "things the journal speaks of")
