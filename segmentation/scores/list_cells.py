"""Scores in the list of clients: base types as badges, grades as squares, a tab, counters above the list."""

from django.template import Context
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.rules.tree import Condition, Group
from listing.pages import BuiltInView, Cell, Counter, ListAddition, Shown, list_additions
from segmentation.choices import Lifecycle
from segmentation.scores.panel import TONES

COUNTED = {
    Lifecycle.VIP: _("VIP clients"),
    Lifecycle.HOT: _("hot clients"),
    Lifecycle.DEAD: _("dead clients"),
}


def register() -> None:
    """Add them."""
    list_additions.add(
        ListAddition(
            code="scores",
            page="customers",
            cells={
                "lifecycle": Cell(badge, "c-base"),
                "r": Cell(square, "c-r", "R"),
                "f": Cell(square, "c-f", "F"),
                "m": Cell(square, "c-m", "M"),
                "abc": Cell(None, "c-abc", "ABC"),
                "xyz": Cell(None, "c-xyz", "XYZ"),
            },
            views=(BuiltInView("vip", Lifecycle.VIP.label, _of(Lifecycle.VIP)),),
            counters=tuple(Counter(f"base-{code}", label, _of(code)) for code, label in COUNTED.items()),
        )
    )


def _of(code: Lifecycle) -> Group:
    return Group(parts=(Condition("lifecycle", "is", (code.value,)),))


def badge(row: Shown, text: str, context: Context) -> str:
    """The base type in its colour; the code is told by the word."""
    if not text:
        return ""
    tone = next((tone for code, tone in TONES.items() if str(code.label) == text), "")
    return format_html('<span class="badge{}">{}</span>', f" badge--{tone}" if tone else "", text)


def square(row: Shown, text: str, context: Context) -> str:
    """A grade on its heat; of three grades none is as hot as the last of five."""
    if not text.isdigit():
        return text
    heat = (0, 1, 2, 4, 5)[min(int(text), 5) - 1] if int(text) else 0
    return format_html('<span class="rfm"><b class="heat-{}">{}</b></span>', heat, text)
