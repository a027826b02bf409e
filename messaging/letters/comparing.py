"""Two versions of a template beside each other, line by line."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from messaging.models import TemplateVersion

KINDS = {"  ": "same", "- ": "gone", "+ ": "new"}


@dataclass(frozen=True)
class Line:
    """One line: the same in both, gone, or new."""

    kind: str
    text: str


def differences(old: TemplateVersion, new: TemplateVersion) -> list[Line]:
    """Subject, preview line and text of both, in one column."""
    return list(_lines(old, new))


def _lines(old: TemplateVersion, new: TemplateVersion) -> Iterator[Line]:
    for row in difflib.ndiff(_rows(old), _rows(new)):
        if row[:2] in KINDS:
            yield Line(KINDS[row[:2]], row[2:])


def _rows(version: TemplateVersion) -> list[str]:
    head = [line for line in (version.subject, version.preheader) if line]
    return [*head, *version.body.splitlines()]
