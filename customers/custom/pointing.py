"""Own fields that point at another client, as tables have them: how a file may name him, and what leaves of him."""

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from customers.cells.text import NOTHING, tidy
from customers.telling import names_of

LONGEST = 300
NUMBERED = re.compile(r"(?P<name>.*?)\s*\(\u2116 ?(?P<pk>\d{1,18})\)")
"""As an export names a client; the name is compared too, for in another base the number is somebody else's."""


def said(text: str) -> str | None:
    """What a cell says of a client, None for nothing; an import finds out who that is."""
    tidied, _notes = tidy(text)
    return None if tidied in NOTHING or tidied == _unseen() else tidied[:LONGEST]


def named(reader: User, ids: Collection[str]) -> Mapping[str, str]:
    """Clients by their numbers as an import reads them back; of one the reader may not see nothing is told."""
    names = names_of(ids, reader)
    return {pk: f"{names[pk]} (\u2116 {pk})" if pk in names else _unseen() for pk in ids}


def _unseen() -> str:
    return _("a client you do not see")
