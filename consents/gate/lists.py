"""Lists of values from other programs: phones and e-mails are found in each line, whatever else stands there."""

import re
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.errors import DomainError
from customers.choices import ContactKind
from customers.normalise.contacts import normalise_contact

MOST_LINES = 500_000
SHOWN = 5
"""How many unread lines are named."""
CELLS = re.compile(r"[;,\t\"|]+")
FEWEST_DIGITS = 7


@dataclass
class FoundValues:
    """What a file holds: (kind, standard value), and the numbers of lines where nothing was found."""

    values: set[tuple[str, str]] = field(default_factory=set)
    unread: list[int] = field(default_factory=list)

    @property
    def first_unread(self) -> list[int]:
        """The first of them, to be looked at."""
        return self.unread[:SHOWN]


def read(file: UploadedFile[bytes]) -> FoundValues:
    """All values of a text or CSV file. A heading is no fault. Raises DomainError where there are none, or too many."""
    lines = _text(file.read()).splitlines()
    if len(lines) > MOST_LINES:
        raise DomainError(_("The file has more than %(most)s lines: cut it.") % {"most": MOST_LINES}, code="file")
    found = FoundValues()
    for number, line in enumerate(lines, 1):
        values = {one for cell in CELLS.split(line) if (one := _value(cell.strip()))}
        found.values |= values
        if line.strip() and not values and number > 1:
            found.unread.append(number)
    if not found.values:
        raise DomainError(_("There is not one phone or e-mail in the file."), code="file")
    return found


def _value(cell: str) -> tuple[str, str] | None:
    if "@" in cell:
        kind = ContactKind.EMAIL
    elif sum(sign.isdigit() for sign in cell) >= FEWEST_DIGITS:
        kind = ContactKind.PHONE
    else:
        return None
    value = normalise_contact(kind, cell).value
    return (kind.value, value) if value else None


def _text(content: bytes) -> str:
    """Excel of Windows writes in its old way unless asked."""
    if b"\0" in content:
        raise DomainError(_("This is no text: save the list as CSV."), code="file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")
