"""What cleaning of the base looks for, and how packages tell that a client is alive."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True)
class Dirt:
    """One thing found. `sure`: it may be mended without asking; else a person decides."""

    kind: str
    """A code of `CleaningCheck.kinds`."""
    customer: int
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    sure: bool = False
    point: UUID | None = None
    """The contact point it is about; None: the card itself."""


@dataclass(frozen=True, kw_only=True)
class CleaningCheck:
    """`find(batch)` reads cards of a batch (`quality.cleaning.batch.Batch`) and yields what is wrong with them."""

    code: str
    label: str | Promise
    about: str | Promise
    """What is looked for and what is mended, in a sentence."""
    find: Callable[[Any], Iterable[Dirt]]
    kinds: Mapping[str, str | Promise]
    """What may be found, in words."""
    advice: Mapping[str, str | Promise] = field(default_factory=dict)
    """What a person should do about what is not mended by itself, by kind."""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class SignOfLife:
    """`sql` is a SELECT of what happened with the client `{c}.id` since `{since}`; or hangs on his card."""

    code: str
    sql: str
    weight: int = 100


cleaning_checks: Registry[CleaningCheck] = Registry("cleaning_checks", "what cleaning of the base looks for")
signs_of_life: Registry[SignOfLife] = Registry("signs_of_life", "what tells that a client is alive")
