"""How the grades of a client have changed, the newest change first."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from segmentation.choices import Lifecycle, Rfm
from segmentation.models import CustomerScore, ScoreChange

SHOWN = 12
KINDS: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
    "lifecycle": (_("base type"), dict(Lifecycle.choices)),
    "rfm_segment": (_("RFM segment"), dict(Rfm.choices)),
    "cell": ("RFM", {}),
    "abc": ("ABC", {}),
    "xyz": ("XYZ", {}),
}


@dataclass(frozen=True)
class Change:
    """What became of one kind of grade on a day; empty: there was none."""

    on: dt.date
    label: Any
    before: Any
    after: Any


def of(score: CustomerScore, may: frozenset[str]) -> list[Change]:
    """As far as the reader may see the attributes; a few of the last."""
    rows = list(ScoreChange.objects.filter(customer=score.customer_id).order_by("-pk")[:SHOWN])
    found = []
    after: Any = score
    for row in rows:
        for kind, (label, names) in KINDS.items():
            was, became = getattr(row, kind), getattr(after, kind)
            if was != became and _may(kind, may):
                found.append(Change(row.on, label, names.get(was, was), names.get(became, became)))
        after = row
    return found[:SHOWN]


def _may(kind: str, may: frozenset[str]) -> bool:
    return {"r", "f", "m"} <= may if kind == "cell" else kind in may
