"""Extensions: what is dialled after the number answers."""

import re

from django.utils.translation import gettext as _

from core.errors import DomainError

BESIDE = re.compile(
    r"[,;\s]*\(?(?:доб(?:авочный)?|вн(?:утр|утренний)?|ext|extension|#)[.\s:№]*(\d{1,10})\)?\s*$", re.IGNORECASE
)
SIGNS = re.compile(r"[0-9*#]{1,10}")
BLANKS = re.compile(r"[\s\-]+")


def apart(raw: str) -> tuple[str, str]:
    """(the number, the extension): «8 495 123-45-67 доб. 12»."""
    found = BESIDE.search(raw)
    return (raw[: found.start()].strip(), found[1]) if found and found.start() > 0 else (raw, "")


def clean_extension(typed: str) -> str:
    """Without blanks. Raises DomainError on what no telephone can dial."""
    text = BLANKS.sub("", typed)
    if text and not SIGNS.fullmatch(text):
        raise DomainError(_("An extension is at most 10 digits."), code="extension")
    return text
