"""What no page of ours may hold: each breaks the Content-Security-Policy, a screen reader or our own habits."""

from collections import Counter
from html.parser import HTMLParser

# Data for a script, not a script: the policy lets it stand.
DATA_TYPES = {"application/json", "application/ld+json", "speculationrules"}
VOID = {"br", "img", "input", "use", "path"}
LINKS = {"href", "src", "action", "formaction"}


class MarkupCheck(HTMLParser):
    """Collects the faults of one page or fragment."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        place = f"<{tag}> at line {self.getpos()[0]}"
        if tag == "style":
            self.faults.append(f"inline style sheet {place}")
        if tag == "script" and "src" not in attributes and attributes.get("type") not in DATA_TYPES:
            self.faults.append(f"inline script {place}")
        for name, value in attrs:
            self.check_attribute(name, value or "", place)
        if attributes.get("id"):
            self.ids[attributes["id"] or ""] += 1
        self._silent = tag if tag in {"script", "style", "pre", "code", "textarea"} else ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._silent = ""

    def handle_endtag(self, tag: str) -> None:
        self._silent = ""

    def check_attribute(self, name: str, value: str, place: str) -> None:
        if name == "style":
            self.faults.append(f"style attribute {place}")
        if name.startswith(("on", "hx-on")):
            self.faults.append(f"inline handler {name} {place}")
        if name in LINKS and value.strip().lower().startswith(("javascript:", "data:")):
            self.faults.append(f"{name}={value[:30]!r} {place}")
        if "{{" in value or "{%" in value:
            self.faults.append(f"template code in {name} {place}")

    def handle_data(self, data: str) -> None:
        if not self._silent and ("{{" in data or "{%" in data or "{#" in data):
            self.faults.append(f"template code in the text at line {self.getpos()[0]}: {data.strip()[:60]!r}")


class ErrorsTold(HTMLParser):
    """Collects the words of errors: beside a box, or in the note above a form."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        if tag not in VOID and (self._open or classes & {"field__error", "note--bad"}):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[-1]:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self.words.append(data.strip())


def errors_told(page: str) -> str:
    """What a page says is wrong: only that, not what was typed into its boxes."""
    check = ErrorsTold()
    check.feed(page)
    check.close()
    return " ".join(check.words)


def faults(html: str) -> list[str]:
    """Sentences for a person; empty when all is well."""
    check = MarkupCheck()
    check.feed(html)
    check.close()
    return check.faults + [f"id {name!r} stands {count} times" for name, count in check.ids.items() if count > 1]
