"""Parts of pages written once: a built-in library, so templates need no `{% load %}` for it.

What stands many times in a table row is a function that makes a string, not an included template.
"""

import datetime as dt
from functools import cache
from typing import Protocol

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from core import form_fields
from core.registries.frame import FrameSlot, frame_slots
from core.registries.search import search_sources
from core.text import actors, moments, names, numbers

register = template.Library()

NOTE_ICONS = {
    "info": "info-circle",
    "ok": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-circle",
    "paper": "bookmark",
}


@cache
def _sprite() -> str:
    """Asked once a process: hashing the name for each of some 300 icons of a list is felt."""
    return static("vendor/icons.svg")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite, silent for screen readers: the word stands beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>', _more(css), _sprite(), name
    )


@register.simple_tag
def avatar(
    name: str | Promise, css: str = "", *, org: bool = False, label: bool = False, hue: int | None = None
) -> SafeString:
    """Two letters on a colour of the name. With `label` it stands for the name and says it; else it is silent."""
    name = str(name)
    tint = names.hue(name) if hue is None else hue
    says = format_html(' role="img" aria-label="{0}" title="{0}"', name) if label else mark_safe(' aria-hidden="true"')
    css = f"avatar--org {css}".strip() if org else css
    return format_html('<span class="avatar hue-{}{}"{}>{}</span>', tint, _more(css), says, names.initials(name))


@register.simple_tag
def badge(text: str | Promise, tone: str = "", *, icon_name: str = "", hue: int | None = None) -> SafeString:
    """A small coloured word. `tone`: ok, warn, bad, info, accent, line; or one of the ten hues."""
    css = f"badge--{tone}" if tone else ""
    css = f"hue-{hue}" if hue is not None else css
    return format_html('<span class="badge{}">{}{}</span>', _more(css), icon(icon_name) if icon_name else "", text)


@register.simple_tag
def tag(text: str, hue: int | None = None) -> SafeString:
    """A label a person has put on a client."""
    return format_html('<span class="tag hue-{}">{}</span>', names.hue(text) if hue is None else hue, text)


def _more(css: str) -> str:
    return f" {css}" if css else ""


@register.simple_block_tag
def note(content: str, tone: str = "info", *, role: str = "") -> SafeString:
    """A message inside the page; `role="alert"` when it answers what the person has just done."""
    css = "" if tone == "info" else f" note--{tone}"
    attribute = format_html(' role="{}"', role) if role else ""
    return format_html('<div class="note{}"{}>{}<div>{}</div></div>', css, attribute, icon(NOTE_ICONS[tone]), content)


@register.simple_block_tag
def empty_state(content: str, title: str, text: str = "", *, art: str = "cards", level: int = 2) -> SafeString:
    """Instead of a list with nothing in it: why, and in the block what to do. `art`: cards, search, done, chart…"""
    picture = render_to_string("ui/empty_art.html", {"art": art})
    words = format_html("<p>{}</p>", text) if text else ""
    acts = format_html('<div class="row">{}</div>', content) if content.strip() else ""
    return format_html('<div class="empty">{0}<h{1}>{2}</h{1}>{3}{4}</div>', picture, level, title, words, acts)


@register.simple_block_tag
def modal(content: str, dialog_id: str, title: str | Promise) -> SafeString:
    """A dialog over the page, opened by `data-open="<id>"`; the block is `modal__body` and `modal__foot`."""
    return render_to_string("ui/modal.html", {"content": content, "id": dialog_id, "title": title})


@register.simple_block_tag
def card(content: str, title: str | Promise = "", css: str = "") -> SafeString:
    """A framed part of a page with a heading."""
    head = format_html('<div class="card__head"><h2>{}</h2></div>', title) if title else ""
    return format_html('<section class="card{}">{}{}</section>', _more(css), head, content)


@register.simple_tag
def field(bound: BoundField, size: str = "", *, hint: str = "", label: str | Promise = "") -> SafeString:
    """A form's field with its label, hint and error, tied together for screen readers."""
    return form_fields.render(bound, size=size, hint=hint, label=label)


@register.simple_tag
def field_box(bound: BoundField) -> SafeString:
    """The control alone, small and with the focus: for a value changed in place."""
    return form_fields.box(bound)


@register.inclusion_tag("ui/pager.html")
def pager(summary: str = "", *, before: str = "", after: str = "", target: str = "") -> dict[str, str]:
    """Foot of a list: what is shown, and links to the pages before and after ('' at an end)."""
    return {"summary": summary, "before": before, "after": after, "target": target}


@register.filter
def actor(name: str) -> str:
    """The stored name of who did something: the product's own where nobody did."""
    return actors.said(name)


@register.simple_tag
def moment(value: dt.datetime | dt.date | None, style: str = "relative") -> SafeString:
    """A `<time>` in the reader's zone; `style`: relative, date, full. The whole moment stands in the hint."""
    if value is None:
        return mark_safe('<span class="u-muted">\u2014</span>')
    says = {"relative": _relative, "date": _date, "full": moments.full}[style](value)
    hint = format_html(' title="{}"', moments.full(value)) if style == "relative" else ""
    return format_html('<time datetime="{}"{}>{}</time>', value.isoformat(), hint, says)


@register.simple_tag
def moment_text(value: dt.datetime) -> str:
    """A whole moment as plain words, for letters."""
    return moments.full(value)


def _relative(value: dt.datetime | dt.date) -> str:
    if isinstance(value, dt.datetime):
        return moments.relative(value, timezone.now())
    return moments.relative_day(value, timezone.localdate())


def _date(value: dt.datetime | dt.date) -> str:
    return moments.short_date(timezone.localtime(value) if isinstance(value, dt.datetime) else value)


@register.filter
def number(value: numbers.Number, places: int = 0) -> str:
    """A number with its thousands apart."""
    return numbers.number(value, places)


@register.filter
def percent(value: numbers.Number) -> str:
    """A share of a hundred, with one place after the point where it is needed."""
    return numbers.percent(value)


@register.filter
def money(value: numbers.Number, places: int = 0) -> str:
    """An amount in roubles."""
    return numbers.money(value, places)


@register.filter
def initials(name: str) -> str:
    """Two letters of a name."""
    return names.initials(name)


@register.filter
def hue(name: str) -> int:
    """The colour of a name, 0 to 9."""
    return names.hue(name)


@register.filter
def in_all_languages(label: str | Promise) -> str:
    """A label in every language of the interface, so that «clients» finds it on a Russian page too."""
    said = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            said.append(str(label))
    return " ".join(dict.fromkeys(said))


@register.filter
def key_cap(code: str) -> str:
    """What is printed on a physical key: `KeyC` gives C."""
    return code.removeprefix("Key").removeprefix("Digit")


class _Reader(Protocol):
    def has(self, permission: str) -> bool: ...


@register.simple_tag
def frame_parts(user: _Reader) -> list[FrameSlot]:
    """Live parts of the page's frame that this reader may see."""
    return [slot for slot in frame_slots if not slot.permission or user.has(slot.permission)]


@register.simple_tag
def search_is_filled() -> bool:
    """Whether any package offers something to search through."""
    return len(search_sources) > 0


@register.filter
def message_tone(tags: str) -> str:
    """The tone of a Django message by its level."""
    tones: dict[str, str] = {"success": "ok", "warning": "warn", "error": "bad"}
    return next((tones[word] for word in tags.split() if word in tones), "info")


@register.filter
def error_frame(shell: object) -> str:
    """What an error page extends: one who is signed in keeps the menu, a stranger learns nothing of it."""
    return "base.html" if shell else "errors/stranger.html"


@register.filter
def undo_of(extra_tags: str | None) -> str:
    """The operation that a message offers to undo: tagged `undo:<id>` by whoever wrote it."""
    return next((word.removeprefix("undo:") for word in (extra_tags or "").split() if word.startswith("undo:")), "")


@register.simple_tag
def note_icon(tone: str) -> SafeString:
    """The icon that goes with a tone."""
    return icon(NOTE_ICONS[tone])
