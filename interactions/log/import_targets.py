"""Calls, letters and meetings as a kind of table: what columns may fill, and how their cells are read."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.cells import CellCleaner, Cleaned, Read, left_out, sentences
from core.registries.fields import FieldType
from core.registries.import_targets import ImportEntity, Target, import_entities
from customers.cells import moments
from customers.cells.keys import people_reader
from customers.cells.text import plain, says_nothing, tidy
from customers.cells.whose import whose
from interactions.log.choices import DIRECTED, Direction, InteractionKind
from interactions.log.import_words import HEADINGS, direction_in, fold, kind_in, outcome_in
from interactions.log.models import LONGEST_TEXT, Outcome

WHAT = _("What happened")
LONGEST_WORD = 80
BETWEEN = ":"
"""Between a kind and a direction that one word tells."""


def register() -> None:
    """Offer the kind of table, and the sentences of its cells."""
    import_entities.add(ImportEntity(code="interactions", label=_("Interactions"), targets=targets, weight=50))
    sentences.update(
        {
            "talk_kind_unknown": _(
                "“%(raw)s” is not known: is it a call, a letter, a meeting, a note? Say what it means in the mapping."
            ),
            "direction_unknown": _("“%(raw)s” tells no direction: incoming, outgoing or missed."),
            "outcome_unknown": _(
                "There is no outcome “%(raw)s”. Add it to the list, or say what it means in the mapping."
            ),
            "outcome_of_others": _("The outcome “%(raw)s” is not for such entries."),
            "author_unknown": _("Nobody here is called “%(raw)s”: the entry comes in without an author."),
            "author_of_several": _("Several people are called “%(raw)s”: write the e-mail."),
            "no_moment": _("The row does not say when it happened."),
            "not_yet": _("This has not happened yet. Plan it as a task."),
            "too_early": _("Such an early date cannot be right."),
            "nothing_happened": _("The row says neither what happened nor a word about it."),
            "no_words": _("There is nothing but the kind: a note, a review or a complaint needs its words."),
        }
    )


def read_kind(text: str) -> Cleaned:
    """A call, a letter…; with the way it went where the same word tells it."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    if tidied in kinds():
        return Cleaned(tidied, notes)
    kind = kind_in(tidied) if len(tidied) <= LONGEST_WORD else None
    if kind is None:
        return left_out("talk_kind_unknown")
    way = direction_in(tidied) if kind in DIRECTED else None
    return Cleaned(f"{kind}{BETWEEN}{way}" if way else str(kind), notes)


def read_direction(text: str) -> Cleaned:
    """Incoming, outgoing, missed."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    found = Direction.MISSED if tidied == Direction.MISSED else direction_in(tidied)
    return Cleaned(str(found), notes) if found else left_out("direction_unknown")


def outcome_reader() -> Read:
    """A reader that asks once which outcomes there are. The value is the outcome's name."""
    rows = list(Outcome.objects.order_by("is_archived", "pk"))
    by_name: dict[str, str] = {}
    for row in rows:
        by_name.setdefault(fold(row.name), row.name)
    by_code = {row.code: row.name for row in rows if row.code}

    def read(text: str) -> Cleaned:
        tidied, notes = tidy(text)
        if says_nothing(tidied):
            return Cleaned(None, notes)
        found = by_name.get(fold(tidied)) or by_code.get(outcome_in(tidied[:LONGEST_WORD]))
        return Cleaned(found, notes) if found else left_out("outcome_unknown")

    return read


def author_reader() -> Read:
    """People who have left wrote too, so all of them are known; the value is the person's e-mail."""
    everybody = list(_everybody())
    emails = {str(user.pk): user.email for user in everybody}
    find = people_reader(everybody, unknown="author_unknown", several="author_of_several")

    def read(text: str) -> Cleaned:
        found = find(text)
        return found if found.value is None else Cleaned(emails[found.value], found.notes)

    return read


def _everybody() -> QuerySet[User]:
    return User.objects.filter(is_system=False).order_by("last_name", "first_name", "pk")


def kinds() -> Mapping[str, str | Promise]:
    """Kinds, and those that go one way with their direction."""
    found: dict[str, str | Promise] = dict(InteractionKind.choices)
    for kind in InteractionKind:
        if kind in DIRECTED:
            for way in Direction:
                if way != Direction.MISSED or kind == InteractionKind.CALL:
                    found[f"{kind}{BETWEEN}{way}"] = f"{kind.label}, {way.label}"
    return found


def directions() -> Mapping[str, str | Promise]:
    """Ways."""
    return dict(Direction.choices)


def outcomes() -> Mapping[str, str | Promise]:
    """Outcomes in the company's order."""
    names = Outcome.objects.order_by("is_archived", "weight", "pk").values_list("name", flat=True)
    return {name: name for name in names}


def authors() -> Mapping[str, str | Promise]:
    """People of the company."""
    return {user.email: user.full_name for user in _everybody()}


def targets() -> Mapping[str, Target]:
    """Of `cli.md`: whose, and what happened."""
    own = (
        Target(
            code="kind", label=_("What it was"), type=FieldType.CHOICE, group=WHAT, headings=HEADINGS["kind"],
            cleaner=CellCleaner(read_kind), choices=kinds,
        ),
        Target(
            code="direction", label=_("Direction"), type=FieldType.CHOICE, group=WHAT,
            headings=HEADINGS["direction"], cleaner=CellCleaner(read_direction), choices=directions,
        ),
        Target(
            code="at", label=_("When it happened"), type=FieldType.MOMENT, group=WHAT, headings=HEADINGS["at"],
            cleaner=moments.CLEANER,
        ),
        Target(
            code="text", label=pgettext_lazy("of an entry", "Text"), type=FieldType.TEXT, group=WHAT,
            headings=HEADINGS["text"], cleaner=CellCleaner(plain(LONGEST_TEXT, lines=True)), joiner="\n",
        ),
        Target(
            code="outcome", label=_("How it ended"), type=FieldType.CHOICE, group=WHAT, headings=HEADINGS["outcome"],
            cleaner=CellCleaner(prepare=outcome_reader), choices=outcomes,
        ),
        Target(
            code="author", label=_("Who wrote it"), type=FieldType.CHOICE, group=WHAT, headings=HEADINGS["author"],
            cleaner=CellCleaner(prepare=author_reader), choices=authors,
        ),
    )  # fmt: skip
    return {target.code: target for target in (*whose(), *own)}
