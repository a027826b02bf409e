"""Conditions on fields joined by «all», «any» and «none». Immutable, and the same as its JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Join(StrEnum):
    """How the parts of a group hold together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True)
class Condition:
    """One field, one operator, its values as they are written in JSON: text, so that nothing is lost."""

    field: str
    operator: str
    values: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"field": self.field, "op": self.operator, "values": list(self.values)}


@dataclass(frozen=True)
class Group:
    """Parts joined by one word. An empty `all` group holds for everybody."""

    join: Join = Join.ALL
    parts: tuple["Node", ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {self.join.value: [part.to_json() for part in self.parts]}

    def __bool__(self) -> bool:
        return bool(self.parts)


Node = Condition | Group

EVERYBODY = Group()


def conditions(node: Node) -> Iterator[Condition]:
    """All conditions, in the order they are written."""
    if isinstance(node, Condition):
        yield node
        return
    for part in node.parts:
        yield from conditions(part)


def depth(node: Node) -> int:
    """How deep groups stand in groups; a lone condition is 0."""
    if isinstance(node, Condition):
        return 0
    return 1 + max((depth(part) for part in node.parts), default=0)
