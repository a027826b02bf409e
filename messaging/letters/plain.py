"""A letter as plain text: blocks on lines of their own, links with their addresses."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "hr", "pre"})
"""An empty line before and after."""
LINES = frozenset({"div", "li", "tr", "section", "article", "center", "td", "body"})
SILENT = frozenset({"style", "script", "head", "title", "meta"})
HIDDEN = "preheader"
SPACES, EMPTY_LINES = re.compile(r"[ \t\r\n\f]+"), re.compile(r"\n{3,}")


def text_of(document: str) -> str:
    """Of a whole letter or of a piece of one."""
    body = LexborHTMLParser(document).body
    if body is None:
        return ""
    found: list[str] = []
    _walk(body, found)
    rows = [SPACES.sub(" ", row).strip() for row in "".join(found).split("\n")]
    return EMPTY_LINES.sub("\n\n", "\n".join(rows)).strip()


def _walk(node: LexborNode, found: list[str]) -> None:
    for child in node.iter(include_text=True):
        _say(child, found)


def _say(node: LexborNode, found: list[str]) -> None:
    name = node.tag or ""
    if name == "-text":
        found.append(SPACES.sub(" ", node.text_content or ""))
    elif name == "br":
        found.append("\n")
    elif name in SILENT or HIDDEN in (node.attributes.get("class") or ""):
        return
    elif name == "img":
        found.append(node.attributes.get("alt") or "")
    elif name == "a":
        _link(node, found)
    else:
        edge = "\n\n" if name in APART else "\n" if name in LINES else ""
        found.append(edge + ("— " if name == "li" else ""))
        _walk(node, found)
        found.append(edge)


def _link(node: LexborNode, found: list[str]) -> None:
    """«Our site (https://…)»; where the words are the address, that once."""
    inside: list[str] = []
    _walk(node, inside)
    words, address = "".join(inside).strip(), (node.attributes.get("href") or "").strip()
    same = address.removeprefix("mailto:").removeprefix("tel:").rstrip("/") == words.rstrip("/")
    found.append(words if same or not address else f"{words} ({address})" if words else address)
