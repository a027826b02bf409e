"""Words that everybody of the house knows add nothing to a password."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import company
from accounts.models import User

OF_THE_PRODUCT = ("kartoteka", "\u043a\u0430\u0440\u0442\u043e\u0442\u0435\u043a\u0430")
"""In letters of both alphabets."""
SHORTEST = 4
"""Shorter parts of a name stand in too many words that have nothing to do with it."""
PARTS = re.compile(r"[^\W_]+")


class HouseWordsValidator:
    """The product's name, the company's, that of its address: a password must be long enough without them."""

    def __init__(self, min_length: int = 10) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        left, found = password.lower(), ""
        for word in sorted(house_words(), key=len, reverse=True):
            if word in left:
                left, found = left.replace(word, ""), found or word
        if found and len(left) < self.min_length:
            raise ValidationError(
                _("“%(word)s” is known to everybody here: without it the password is too short.") % {"word": found},
                code="password_of_house_words",
            )

    def get_help_text(self) -> str:
        """For whoever chooses one."""
        return _("Names of the company and of the program do not count.")


def house_words() -> set[str]:
    """In small letters."""
    named = PARTS.findall(f"{company.current().name} {settings.HOST.rpartition('.')[0]}".lower())
    return {*OF_THE_PRODUCT, *(part for part in named if len(part) >= SHORTEST)}
