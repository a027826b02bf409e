"""A bar for each day of a trial, drawn on the server: who would have got the message, and above them who not."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaigns.triggers.trial import Trial
from core.text.moments import day_and_month
from core.text.numbers import number

HEIGHT, STEP, BAR, FOOT = 120, 8, 6, 16
EACH = 15
"""Days between two words under the axis."""


def draw(found: Trial) -> SafeString:
    """Nothing where nobody was found."""
    most = found.most
    if not most:
        return SafeString("")
    bars, marks = [], []
    for at, day in enumerate(found.days):
        low = HEIGHT * day.included / most
        high = HEIGHT * day.excluded / most
        said = _("%(day)s: %(included)s get it, %(excluded)s do not") % {
            "day": day_and_month(day.day), "included": number(day.included), "excluded": number(day.excluded),
        }  # fmt: skip
        bars.append((said, at * STEP, HEIGHT - low, BAR, low, HEIGHT - low - high, high))
        if at % EACH == 0 and at < len(found.days) - 5:
            marks.append((at * STEP, HEIGHT + FOOT - 2, day_and_month(day.day)))
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}"><line class="chart__axis" x1="0" x2="{}"'
        ' y1="{}" y2="{}"/>{}{}</svg>',
        len(found.days) * STEP, HEIGHT + FOOT, _("Messages by day"), len(found.days) * STEP, HEIGHT, HEIGHT,
        format_html_join(
            "",
            '<g class="chart__hot"><title>{0}</title><rect class="chart__b1" x="{1}" y="{2}" width="{3}"'
            ' height="{4}"/><rect class="chart__b0" x="{1}" y="{5}" width="{3}" height="{6}"/></g>',
            _shown(bars),
        ),
        format_html_join("", '<text x="{}" y="{}">{}</text>', marks),
    )  # fmt: skip


def _shown(
    bars: list[tuple[str, int, float, int, float, float, float]],
) -> list[tuple[str, int, str, int, str, str, str]]:
    """Numbers as SVG takes them, whatever the reader's language."""
    return [
        (said, x, f"{y:.1f}", width, f"{low:.1f}", f"{top:.1f}", f"{high:.1f}")
        for said, x, y, width, low, top, high in bars
    ]
