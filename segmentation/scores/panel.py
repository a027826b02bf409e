"""«Who is this client» on the card: base type, grades and what they were told from; the pin; how it was before."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts import company
from accounts.models import User
from accounts.permissions import Permission
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers import rights
from segmentation.choices import Ground, Lifecycle, Rfm
from segmentation.models import CustomerScore
from segmentation.scores import explained, past, pins, runs
from segmentation.scores.cells import advice
from segmentation.scores.explained import Reader

TEMPLATE = "segmentation/scores/panel.html"
SEEN = ("lifecycle", "rfm_segment", "abc", "xyz", "r", "f", "m")
TONES = {
    Lifecycle.VIP: "accent", Lifecycle.PERMANENT: "ok", Lifecycle.HOT: "warn", Lifecycle.WARM: "", Lifecycle.COLD: "",
    Lifecycle.DEAD: "bad",
}  # fmt: skip
PITCH, SIDE = 16, 14


def register() -> None:
    """Add the panel, above what the client brought."""
    card_panels.add(
        CardPanel(
            code="scores",
            title=_("Who is this client"),
            place=PanelPlace.RIGHT,
            render=render,
            weight=18,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def render(request: HttpRequest, customer_id: int) -> str:
    """The panel as it is loaded with the card."""
    return render_to_string(TEMPLATE, context(request, customer_id), request)


def context(request: HttpRequest, customer_id: int, *, pinning: bool = False, **more: Any) -> dict[str, Any]:
    """What the panel shows to this reader."""
    assert isinstance(request.user, User)
    user, ours = request.user, company.current()
    may = frozenset(code for code in SEEN if rights.may_read(user, code))
    score = CustomerScore.objects.get(pk=customer_id)
    run = runs.last_good()
    pin = pins.of(customer_id)
    reader = Reader(may, ours.today(), ours.currency)
    found: dict[str, Any] = {
        "customer_id": customer_id,
        "score": score,
        "run": run,
        "failed": runs.last_failed_since(run),
        "may": {code: code in may for code in SEEN},
        "may_pin": rights.may_edit(user, "lifecycle"),
        "pin": pin if "lifecycle" in may else None,
        "waits": (score.ground == Ground.PINNED) != (pin is not None),
        "pinning": pinning,
        "types": Lifecycle.choices,
        "typed": {"lifecycle": score.lifecycle, "until": pins.usual_until().isoformat(), "why": ""},
        "error": "",
    }
    if run is not None and score.lifecycle:
        found |= _told(score, run.settings, may) | {
            "lines": explained.lines(score, run, reader),
            "rule": explained.rule(run.settings),
        }
    return {"lines": [], "rule": "", "told": {}, "squares": [], "changes": past.of(score, may), **found, **more}


def _told(score: CustomerScore, settings: Any, may: frozenset[str]) -> dict[str, Any]:
    three = {"r", "f", "m"} <= may
    return {
        "told": {
            "lifecycle": Lifecycle(score.lifecycle).label if "lifecycle" in may else "",
            "segment": Rfm(score.rfm_segment).label if score.rfm_segment and "rfm_segment" in may else "",
            "tone": TONES.get(Lifecycle(score.lifecycle), ""),
            "why": explained.why(score, settings) if "lifecycle" in may else "",
            "advice": _advice(score, settings, may),
            "digits": [(grade, _heat(grade, settings.grades)) for grade in (score.r, score.f, score.m)]
            if three and score.r
            else [],
        },
        "squares": squares(score.r, score.f, settings.grades) if three and score.r else [],
    }


def _advice(score: CustomerScore, settings: Any, may: frozenset[str]) -> str:
    code = score.rfm_segment if "rfm_segment" in may else ""
    return advice(settings, code or (score.lifecycle if "lifecycle" in may else ""))


def _heat(grade: int, grades: int) -> int:
    return {5: (0, 1, 2, 4, 5), 3: (1, 3, 5)}[grades][grade - 1]


def squares(r: int, f: int, grades: int) -> list[tuple[int, int, str]]:
    """The map recency × frequency: place and kind of each square; the client’s own stands out."""
    found = []
    for row in range(grades):
        for column in range(grades):
            near_r, near_f = grades - row == r, column + 1 == f
            kind = "on" if near_r and near_f else "near" if near_r or near_f else "off"
            found.append((column * PITCH, row * PITCH, kind))
    return found
