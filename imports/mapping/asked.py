"""What a person chose on the page «Columns», read into the form of a mapping file."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from imports.mapping.plan import Line, Mapping, Targets

AS_READ, EMPTY = "=", ""
"""In the dictionary of values: the cell is read as it stands; the cell says nothing."""
MOST_CONSTANTS = 50


def mapping_of(data: QueryDict, headings: Sequence[str], targets: Targets) -> Mapping:
    """The mapping as it was chosen. Raises DomainError on what cannot be, such as two columns on one value."""
    asked: dict[str, Any] = {heading: column_of(data, at) for at, heading in enumerate(headings)}
    pairs = zip(data.getlist("const-target"), data.getlist("const-value"), strict=False)
    for target, value in list(pairs)[:MOST_CONSTANTS]:
        if target and value.strip():
            asked[_free_key(asked, target)] = {"const": value.strip(), "target": target}
    return Mapping.from_json(asked, headings, targets)


def _free_key(asked: dict[str, Any], target: str) -> str:
    """A constant's key is its target, unless a column of the file is called so."""
    return target if target not in asked else f"{target} "


def column_of(data: QueryDict, at: int) -> Any:
    """One column's part of the mapping file."""
    target = data.get(f"target-{at}") or None
    if target is None:
        return None
    more: dict[str, Any] = {}
    values = {
        said: meant
        for said, meant in zip(data.getlist(f"said-{at}"), data.getlist(f"meant-{at}"), strict=False)
        if meant != AS_READ and data.get(f"was-{at}") == target
    }
    if values:
        more["values"] = values
    for name in ("order", "dates"):
        if data.get(f"{name}-{at}") and data.get(f"was-{at}", target) == target:
            more[name] = data[f"{name}-{at}"]
    return {"target": target, **more} if more else target


def line_of(data: QueryDict, at: int, heading: str, targets: Targets) -> Line:
    """One column alone, for its row of the page. Raises DomainError on what cannot be."""
    return Mapping.from_json({heading: column_of(data, at)}, [heading], targets).lines[0]
