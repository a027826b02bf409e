"""Words of a cell that point at rows of ours: tags, the person in charge."""

import re
from collections import defaultdict
from collections.abc import Iterable

from accounts.models import User
from accounts.permissions import Permission
from core.cells import Cleaned, Note, Read
from core.text import lists
from customers.cells.text import BROKEN, NOTHING, says_nothing, tidy
from customers.models.tag import LONGEST_TAG
from customers.tags import MOST_ON_A_CARD

WORD = re.compile(r"[^\W\d_]+")


def read_tags(text: str) -> Cleaned:
    """A tuple of names, each once whatever its case."""
    tidied, notes = tidy(text, lines=True)
    if not tidied or tidied in NOTHING or tidied in BROKEN:
        return Cleaned(None, notes)
    found: dict[str, str] = {}
    kept = list(notes)
    for part in lists.split(tidied):
        name = " ".join(part.split())
        if len(name) > LONGEST_TAG:
            kept.append(Note("cut", "question", None, {"most": LONGEST_TAG, "length": len(name)}))
            name = name[:LONGEST_TAG].rstrip()
        if name and name not in NOTHING:
            found.setdefault(name.lower(), name)
    if len(found) > MOST_ON_A_CARD:
        kept.append(Note("too_many_tags", "question", None, {"most": MOST_ON_A_CARD, "count": len(found)}))
    return Cleaned(tuple(found.values())[:MOST_ON_A_CARD] or None, tuple(kept))


def responsible_reader() -> Read:
    """A reader that asks once who may keep a client. The value is the user's id as text."""
    able = User.objects.filter(is_active=True, role__permissions__contains=[Permission.VIEW_CUSTOMERS.value])
    people = able.filter(is_system=False).order_by("pk")
    return people_reader(people, unknown="responsible_unknown", several="responsible_of_several")


def people_reader(people: Iterable[User], *, unknown: str, several: str) -> Read:
    """A reader of who is meant among these; `unknown` and `several` are codes of what is said else."""
    by_name = names_of(people)

    def read(text: str) -> Cleaned:
        tidied, notes = tidy(text)
        if says_nothing(tidied):
            return Cleaned(None, notes)
        found = by_name.get(_folded(tidied)) or by_name.get(_with_initial(tidied)) or set()
        if len(found) == 1:
            return Cleaned(str(next(iter(found))), notes)
        return Cleaned(None, (*notes, Note(several if found else unknown, "question")))

    return read


def names_of(users: Iterable[User]) -> dict[str, set[int]]:
    """All the ways other programs write a person: both orders, surname with an initial, surname, address."""
    found: dict[str, set[int]] = defaultdict(set)
    for user in users:
        first, last = user.first_name, user.last_name
        names = {user.email, f"{first} {last}", f"{last} {first}", last, first if not last else ""}
        if first and last:
            names.add(_with_initial(f"{last} {first}"))
        for name in names:
            if name.strip():
                found[_folded(name)].add(user.pk)
    return found


def _folded(name: str) -> str:
    return " ".join(name.lower().replace("ё", "е").split())


def _with_initial(name: str) -> str:
    """«иванова м» of «Иванова М. П.», «Иванова Мария Петровна» and «М. Иванова»."""
    words = WORD.findall(_folded(name))
    if len(words) < 2:
        return ""
    if len(words[0]) == 1 < len(words[-1]):
        words = [words[-1], words[0]]
    return f"{words[0]} {words[1][0]}"
