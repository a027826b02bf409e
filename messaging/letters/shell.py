"""The letter around a text: one sheet as wide as the screen lets it be, its styles within each element, and the same
letter as plain text. Nothing in it is fetched, nothing in it tells that it was opened.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from css_inline import CSSInliner
from django.template.loader import render_to_string
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

from messaging.letters import plain

BLOCKS = re.compile(r"<\s*(?:p|div|table|ul|ol|h[1-6]|blockquote|hr|section|article|pre|center)\b", re.IGNORECASE)
EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands on it. `body` is HTML."""

    subject: str
    body: str
    language: str
    preheader: str = ""
    signature: str = ""
    sender: str = ""
    """Who writes, in the foot."""
    is_advertising: bool = False
    unsubscribe_url: str = ""
    preferences_url: str = ""


def letter(sheet: Sheet) -> str:
    """The whole document. The caller has set the language of the words around."""
    context = {
        "sheet": sheet,
        "body": mark_safe(paragraphs(sheet.body)),  # noqa: S308  # filled by Liquid, which escapes values
        "signature": lines(sheet.signature),
    }
    return str(_inliner().inline(render_to_string("messaging/letter.html", context)))


def words(text: str) -> str:
    """Plain words as a document of their own: the text of a letter, an SMS, a fault."""
    head = '<!doctype html><html><head><meta charset="utf-8"></head>'
    return str(_inliner().inline(f'{head}<body><pre class="words">{escape(text)}</pre></body></html>'))


def text_of(document: str) -> str:
    """The same letter for those who read plain text."""
    return plain.text_of(document)


def paragraphs(body: str) -> str:
    """A body without blocks of its own gets them from its empty lines."""
    if BLOCKS.search(body):
        return body
    parts = [part.strip() for part in EMPTY_LINE.split(body.replace("\r\n", "\n").strip())]
    return "\n".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part)


def from_text(text: str) -> str:
    """Plain words as HTML: escaped, links to be pressed."""
    return urlize(text, autoescape=True)


def lines(text: str) -> SafeString:
    """A signature: each line on its own."""
    return mark_safe("<br>".join(escape(line) for line in text.strip().splitlines()))  # noqa: S308  # escaped line by line


@cache
def _inliner() -> CSSInliner:
    css = (Path(__file__).parent / "letter.css").read_text(encoding="utf-8")
    return CSSInliner(extra_css=css, load_remote_stylesheets=False, keep_at_rules=True)
