"""A rule while it is being built: a tree that need not be whole yet, read from a form and changed by its buttons.

Each part has a path: `i` is the group of those who are in, `x` of those left out, `i.1.0` the first part of its second.
The form says the paths in the order they stand, so the page works by plain posts; with htmx it is not loaded anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from core.registries.fields import Field, catalogue
from core.rules.operators import BY_CODE, Takes, for_field
from core.rules.parse import MOST_CONDITIONS
from core.rules.tree import Condition, Group, Join, Node
from core.rules.values import COUNTS
from segmentation.segments import rules

IN, OUT = "i", "x"
MOST_LEVELS = 5
"""Groups in groups that the page builds; a rule kept by other means may be one deeper."""
CONDITION, GROUP = "c|", "g|"
LONGEST_PATH = 40


@dataclass
class Part:
    """A condition, or a group of parts; `path` says where it stands."""

    path: str
    join: str = ""
    """Of a group; empty: this is a condition."""
    code: str = ""
    """Of the field a condition asks."""
    op: str = ""
    values: list[str] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Whether it holds other parts."""
        return bool(self.join)

    @property
    def level(self) -> int:
        """1 for the outermost group."""
        return self.path.count(".") + 1

    @property
    def may_nest(self) -> bool:
        """Whether one more group may stand in it; exclusions are a level deeper where they are kept."""
        return self.level < MOST_LEVELS - (self.path[:1] == OUT)

    def walk(self) -> Iterator["Part"]:
        """Itself and all that stands in it, in the order of the page."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def to_json(self) -> dict[str, Any]:
        """As `core.rules` keeps it; empty groups are left out."""
        if not self.is_group:
            return {"field": self.code, "op": self.op, "values": self.values}
        return {self.join: [part.to_json() for part in self.parts if not part.is_group or part.parts]}


@dataclass
class Draft:
    """Both sides of the rule, and the group that is being given a condition."""

    included: Part
    excluded: Part
    choosing: str = ""

    @classmethod
    def empty(cls) -> "Draft":
        """Nothing asked yet."""
        return cls(Part(IN, Join.ALL.value), Part(OUT, Join.ANY.value))

    @classmethod
    def of(cls, tree: Node) -> "Draft":
        """A kept rule, opened."""
        included, excluded = rules.split(tree)
        first = excluded.parts[0] if len(excluded.parts) == 1 else None
        inner = first if isinstance(first, Group) and first.join == Join.ALL else Group(Join.ANY, excluded.parts)
        return cls(_opened(included, IN), _opened(inner, OUT))

    @classmethod
    def read(cls, data: QueryDict) -> "Draft":
        """As the form says it; what it does not know is passed over."""
        draft = cls.empty()
        known: dict[str, Part] = {IN: draft.included, OUT: draft.excluded}
        for said in data.getlist("node")[: MOST_CONDITIONS * 2]:
            kind, path = said[:2], said[2:]
            if len(path) > LONGEST_PATH:
                continue
            if path in known:
                known[path].join = _join(data.get(f"join:{path}", ""), known[path].join)
                continue
            whole = known.get(path.rpartition(".")[0])
            part = _part(kind, path, data)
            if whole is not None and whole.is_group and part is not None:
                known[path] = part
                whole.parts.append(part)
        draft.number()
        return draft

    def whole(self) -> "Draft":
        """Without the conditions that have no value yet: what can be counted meanwhile."""
        return Draft(_whole(self.included), _whole(self.excluded))

    @property
    def unfilled(self) -> int:
        """How many conditions wait for a value."""
        return sum(not _is_filled(one) for root in (self.included, self.excluded) for one in root.walk())

    def number(self) -> None:
        """Paths anew, after something was put in or taken out."""
        for root in (self.included, self.excluded):
            _number(root, root.path)

    def to_json(self) -> dict[str, Any]:
        """The rule as it is kept: those who are in, and none of those left out."""
        included = self.included.to_json()
        left_out = [part.to_json() for part in self.excluded.parts if not part.is_group or part.parts]
        if not left_out:
            return included if self.included.parts else {}
        excluded = {Join.NONE.value: [{self.excluded.join: left_out}] if self.excluded.join == Join.ALL else left_out}
        return {Join.ALL.value: [included, excluded] if self.included.parts else [excluded]}

    def act(self, said: str) -> None:
        """What a button of the form asks for: `add:<path>:<field>`, `choose:<path>`, `group:<path>`, `del:<path>`…"""
        act, _sign, rest = said.partition(":")
        path, _sign, more = rest.partition(":")
        part = next((one for root in (self.included, self.excluded) for one in root.walk() if one.path == path), None)
        if part is None:
            return
        if act == "choose" and part.is_group:
            self.choosing = path
        elif act == "add" and part.is_group:
            self._add(part, more)
        elif act == "group" and part.is_group and part.may_nest:
            part.parts.append(Part("", Join.ANY.value if part.join == Join.ALL else Join.ALL.value))
            self.number()
            self.choosing = part.parts[-1].path
        elif act == "del":
            self._remove(part)
        elif act == "unset" and more.isdecimal() and int(more[:4]) < len(part.values):
            del part.values[int(more[:4])]

    def _add(self, group: Part, code: str) -> None:
        known = catalogue().get(code)
        if known is None:
            return
        offered = for_field(known)
        if offered:
            group.parts.append(Part("", code=code, op=offered[0].code))
            self.number()

    def _remove(self, part: Part) -> None:
        for root in (self.included, self.excluded):
            if part is root:
                root.parts.clear()
            for one in root.walk():
                if part in one.parts:
                    one.parts.remove(part)
                    self.number()
                    return


def _part(kind: str, path: str, data: QueryDict) -> Part | None:
    if kind == GROUP and path.count(".") < MOST_LEVELS:
        return Part(path, _join(data.get(f"join:{path}", ""), Join.ALL.value))
    known = catalogue().get(data.get(f"field:{path}", ""))
    if kind != CONDITION or known is None:
        return None
    asked = data.get(f"op:{path}", "")
    offered = for_field(known)
    code = asked if asked in {one.code for one in offered} else offered[0].code
    return Part(path, code=known.code, op=code, values=_values(known, code, data.getlist(f"value:{path}")))


def _values(known: Field, code: str, given: list[str]) -> list[str]:
    """As many as the operator takes: another one may have stood there a moment ago."""
    takes = BY_CODE[code].takes
    values = [value.strip() for value in given]
    if takes == Takes.NOTHING:
        return []
    if takes == Takes.MANY:
        return list(dict.fromkeys(value for value in values if value))
    if takes == Takes.TIMES:
        return [*values[:2], *dict.fromkeys(value for value in values[2:] if value)]
    kept = values[: 2 if takes == Takes.TWO else 1]
    return kept if any(kept) else []


def _is_filled(part: Part) -> bool:
    takes = Takes.NOTHING if part.is_group else BY_CODE[part.op].takes
    least = COUNTS[takes][0]
    return len(part.values) >= least and all(part.values[:least])


def _whole(group: Part) -> Part:
    parts = [_whole(one) if one.is_group else one for one in group.parts if _is_filled(one)]
    return Part(group.path, group.join, parts=parts)


def _join(said: str, usual: str) -> str:
    return said if said in {join.value for join in Join} else usual


def _number(group: Part, path: str) -> None:
    group.path = path
    for place, part in enumerate(group.parts):
        _number(part, f"{path}.{place}")


def _opened(node: Node, path: str) -> Part:
    if isinstance(node, Condition):
        return Part(path, code=node.field, op=node.operator, values=list(node.values))
    parts = [_opened(part, f"{path}.{place}") for place, part in enumerate(node.parts)]
    return Part(path, node.join.value, parts=parts)
