"""What speaks for one client and what against it, of all pairs of a group at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from quality.matching.explain import in_favour, said

NAMED = 3


def agreed(reasons: Iterable[Mapping[str, Any]], named: int = NAMED) -> str:
    """The heaviest reasons for one client, each once."""
    return ", ".join(list(dict.fromkeys(in_favour(reasons)))[:named])


def opposed(reasons: Iterable[Mapping[str, Any]]) -> str:
    """What speaks against it, the heaviest first."""
    against = sorted((one for one in reasons if float(one["weight"]) < 0), key=lambda one: float(one["weight"]))
    return ", ".join(list(dict.fromkeys(text for one in against if (text := said(one))))[:NAMED])
