"""Pages of the guide as HTML. The texts are ours; what looks like HTML in them is shown as text all the same."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

logger = logging.getLogger(__name__)

GUIDE = settings.BASE_DIR / "docs" / "guide"
LANGUAGES = ("ru", "en")


@dataclass(frozen=True)
class Page:
    """The title stands apart: it is the heading of the product's page."""

    title: str
    html: SafeString


@cache
def page(code: str, language: str) -> Page:
    """Raises FileNotFoundError for a topic that was never written."""
    known = language if language in LANGUAGES else "en"
    text = (GUIDE / known / f"{code}.md").read_text(encoding="utf-8")
    first, _end, rest = text.partition("\n")
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(rest)
    _lead_into_the_product(tokens, known)
    html = markdown.renderer.render(tokens, markdown.options, {})
    # A table may be wider than a phone: it scrolls by itself, and by keys.
    html = html.replace("<table>", '<div class="table-wrap" tabindex="0"><table>').replace("</table>", "</table></div>")
    return Page(first.removeprefix("# ").strip(), mark_safe(html))  # noqa: S308  # made by a renderer that escapes


def _lead_into_the_product(tokens: Sequence[Token], language: str) -> None:
    """Links to files of the guide become links to topics, pictures come from the static files."""
    for token in tokens:
        _lead_into_the_product(token.children or (), language)
        if token.type == "link_open":
            target = str(token.attrs["href"])
            if target.endswith(".md"):
                token.attrs["href"] = reverse("guide:topic", args=[target.removesuffix(".md")])
        elif token.type == "image":
            token.attrs["src"] = _picture(f"guide/{language}/{str(token.attrs['src']).removeprefix('img/')}")
            token.attrs["loading"] = "lazy"


def _picture(path: str) -> str:
    """Its address. One that was never collected is missed like any other picture: its words stand for it."""
    try:
        return static(path)
    except ValueError:  # the manifest of collected files does not name it
        logger.warning("guide.picture_missing path=%s", path)
        return f"{settings.STATIC_URL}{path}"
