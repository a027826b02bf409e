"""A line of some days, drawn on the server: how a segment has grown."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 280, 40


def draw(sizes: Sequence[int], says: str) -> SafeString:
    """Nothing for less than two days."""
    if len(sizes) < 2:
        return SafeString("")
    low, high = min(sizes), max(sizes)
    step = WIDTH / (len(sizes) - 1)
    points = [f"{at * step:.1f},{_height(size, low, high):.1f}" for at, size in enumerate(sizes)]
    line = " ".join(points)
    return format_html(
        '<svg class="spark" viewBox="0 0 {0} {1}" preserveAspectRatio="none" role="img" aria-label="{2}">'
        '<polygon class="spark__area" points="0,{1} {3} {0},{1}"/><polyline class="spark__line" points="{3}"/></svg>',
        *(WIDTH, HEIGHT, says, line),
    )


def _height(size: int, low: int, high: int) -> float:
    return HEIGHT - 3 - (HEIGHT - 6) * ((size - low) / (high - low) if high > low else 0.5)
