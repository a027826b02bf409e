"""What is wrong with a template, each thing with its place and in words; asked while one writes, and before saving."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from liquid import BoundTemplate
from liquid.exceptions import LiquidError, LiquidSyntaxError, ResourceLimitError

from accounts import field_rights
from accounts.models import User
from core.errors import DomainError
from messaging.letters import samples, variables
from messaging.letters.engine import LONGEST_SOURCE, fill, parse
from messaging.letters.filters import FILTERS, RefusedError
from messaging.letters.variables import Variable

MOST_PROBLEMS = 20
QUOTED = 40
"""Characters of the template that a problem repeats."""
UNSAFE = re.compile(
    r"<\s*(script|iframe|object|embed|form|input|link|meta|base|svg)\b|\son[a-z]+\s*=|javascript\s*:", re.IGNORECASE
)
TAG = re.compile(r"unexpected tag '(\w+)'")
OPEN = re.compile(r"expected tag (\w+)")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong. Lines and columns are counted from 1."""

    line: int
    column: int
    words: str

    def __str__(self) -> str:
        return _("line %(line)d, column %(column)d: %(words)s") % {
            "line": self.line, "column": self.column, "words": self.words,
        }  # fmt: skip


def check(source: str, *, html: bool = False, reader: User | None = None) -> list[Problem]:
    """Everything that is wrong, in the order of the text. `reader` writes it: what he may not read he may not send."""
    if len(source) > LONGEST_SOURCE:
        most = {"most": LONGEST_SOURCE // 1000}
        return [Problem(1, 1, _("This text is too long: at most %(most)d thousand characters.") % most)]
    try:
        tree = parse(source, html=html)
    except (LiquidError, RecursionError) as error:
        return [_unreadable(source, error)]
    found = [*_names(source, tree, reader), *_filters(source, tree), *(_unsafe(source) if html else ())]
    return sorted(found)[:MOST_PROBLEMS] if found else list(_trial(source, html=html))


def refuse(source: str, *, html: bool, reader: User | None, code: str) -> None:
    """Raises DomainError with the first thing that is wrong."""
    found = check(source, html=html, reader=reader)
    if found:
        raise DomainError(str(found[0])[:1].upper() + str(found[0])[1:], code=code)


@lru_cache(maxsize=512)
def used(source: str) -> tuple[tuple[Any, ...], ...]:
    """Paths of all outside names that a template asks for. Raises LiquidError."""
    analysis = parse(source, html=False).analyze(include_partials=False)
    return tuple(dict.fromkeys(tuple(map(str, one.segments)) for those in analysis.globals.values() for one in those))


def codes_of(*sources: str) -> set[str]:
    """Codes of variables that stand in these texts; names there are not are left out."""
    known = variables.offered()
    paths = [path for source in sources for path in used(source)]
    return {code for path in paths if (code := variables.split(list(path), known)) is not None}


def unknown(*sources: str) -> list[str]:
    """Names that these texts ask for and that there are not, in their order."""
    known = variables.offered()
    paths = [path for source in sources for path in used(source)]
    return [".".join(path) for path in paths if variables.split(list(path), known) is None]


def _names(source: str, tree: BoundTemplate, reader: User | None) -> Iterator[Problem]:
    known = variables.offered()
    for those in tree.analyze(include_partials=False).globals.values():
        for one in those:
            code = variables.split(list(one.segments), known)
            if code is None:
                yield _at(source, one.span.index, _unknown(str(one), known))
            elif reader is not None and not _may_read(reader, known[code]):
                said = _("You may not read “%(name)s”, so you cannot send it.") % {"name": known[code].label}
                yield _at(source, one.span.index, said)


def _may_read(reader: User, variable: Variable) -> bool:
    return variable.field is None or field_rights.may_read(reader, variable.field)


def _unknown(name: str, known: Mapping[str, Variable]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)
    said = {"name": name[:QUOTED]}
    if near:
        return _("There is no variable “%(name)s”. Perhaps “%(near)s”?") % {**said, "near": near[0]}
    return _("There is no variable “%(name)s”.") % said


def _filters(source: str, tree: BoundTemplate) -> Iterator[Problem]:
    for name, places in tree.analyze(include_partials=False).filters.items():
        if name not in FILTERS:
            for span in places:
                yield _at(source, span.index, _("There is no filter “%(name)s”.") % {"name": name[:QUOTED]})


def _unsafe(source: str) -> Iterator[Problem]:
    for found in UNSAFE.finditer(source):
        said = _("Letters carry no scripts, forms or frames: “%(text)s”.") % {"text": found[0].strip()[:QUOTED]}
        yield _at(source, found.start(), said)


def _trial(source: str, *, html: bool) -> Iterator[Problem]:
    """Filled once with made-up values: what runs for ever or counts with words shows itself."""
    try:
        fill(source, variables.nested(samples.values(codes_of(source))), html=html)
    except LiquidError as error:
        yield _unreadable(source, error)


def _unreadable(source: str, error: Exception) -> Problem:
    token = getattr(error, "token", None)
    index = token.start_index if token is not None and token.start_index >= 0 else _last_tag(source)
    return _at(source, index, words_of(error))


def _last_tag(source: str) -> int:
    """Where a tag that nobody has closed may stand."""
    return max(source.rfind("{%"), source.rfind("{{"), 0)


def words_of(error: Exception) -> str:
    """What the library says, in words for a person."""
    said = str(error.args[0]) if error.args else ""
    if isinstance(error, RefusedError):
        return said
    if isinstance(error, RecursionError):
        return _("The template is nested too deeply.")
    if isinstance(error, ResourceLimitError) or "limit" in said:
        return _("The template is too much work: it loops or repeats too often.")
    if found := TAG.search(said):
        return _("There is no tag “%(name)s”.") % {"name": found[1]}
    if found := OPEN.search(said):
        return _("A tag is not closed: “%(name)s” is missing.") % {"name": found[1]}
    if isinstance(error, LiquidSyntaxError):
        return _("This cannot be read: check the brackets and quotes.")
    return _("This cannot be filled in: %(why)s") % {"why": said[:120]}


def _at(source: str, index: int, words: str) -> Problem:
    before = source[: max(0, index)]
    return Problem(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1, words)
