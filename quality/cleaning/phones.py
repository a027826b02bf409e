"""Phones: read again by the reader that imports use, two of one cell parted, the hopeless and the silent marked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from core import sql
from core.registries.cleaning import CleaningCheck, Dirt, cleaning_checks
from customers.cells.contacts import Point as Read
from customers.cells.contacts import read_emails, read_phones
from customers.choices import ContactKind, ContactState
from customers.normalise.extensions import apart
from customers.normalise.phones import RUSSIAN, normalise_phone
from quality.cleaning.batch import Batch, Point

CODE = "phones"
TRIES, WITHIN_DAYS = 3, 180
"""So many calls in vain within so many days make a number silent."""


def register() -> None:
    """Offer the check."""
    cleaning_checks.add(
        CleaningCheck(
            code=CODE,
            label=_("Phones"),
            about=_("Numbers are read again: 8 becomes +7, two of one cell are parted, impossible ones are marked."),
            find=find,
            kinds={
                "phone_read": _("a number read again"),
                "phone_two": _("several numbers in one cell"),
                "phone_is_email": _("an e-mail among the phones"),
                "phone_twice": _("the number stands on the card already"),
                "phone_invalid": _("no such number can exist"),
                "phone_silent": _("nobody answers this number"),
            },
            advice={"phone_twice": _("Look which of the two is right and take the other off the card.")},
            weight=10,
        )
    )


def find(batch: Batch) -> Iterator[Dirt]:
    """Only what is not a plain valid number is read again."""
    for point in batch.points:
        if point.kind == ContactKind.PHONE and not RUSSIAN.fullmatch(point.value):
            yield from _read_again(point, batch)
    yield from _silent(batch)


def _read_again(point: Point, batch: Batch) -> Iterator[Dirt]:
    if point.value and normalise_phone(point.value).value == point.value:
        return
    number, extension = apart(point.raw)
    value = normalise_phone(number).value
    if value:
        extension = extension or point.extension
        yield mended(point, "phone_read", [Read(point.raw, value)], batch.standing(point), extension=extension)
        return
    found = read_phones(point.raw).value
    if found:
        yield mended(point, "phone_two" if len(found) > 1 else "phone_read", found, batch.standing(point))
        return
    addresses = read_emails(point.raw).value if "@" in point.raw else None
    if addresses:
        yield mended(point, "phone_is_email", addresses, batch.standing(point), becomes=ContactKind.EMAIL)
    elif not point.state:
        yield marked(point, "phone_invalid", ContactState.INVALID)


def mended(
    point: Point,
    kind: str,
    found: Sequence[Read],
    standing: set[tuple[str, str]],
    *,
    becomes: str = "",
    extension: str = "",
) -> Dirt:
    """What the point becomes: the first value stays where it stood, the others become points of their own.

    What stands on the card already is left to a person.
    """
    becomes = str(becomes or point.kind)
    fresh = [one for one in found if (becomes, one.value) not in standing]
    if not fresh:
        twice = "phone_twice" if becomes == ContactKind.PHONE else "email_twice"
        return Dirt(
            kind=twice, customer=point.customer, before=image(point), after={"value": found[0].value}, point=point.id
        )
    standing |= {(becomes, one.value) for one in fresh}
    first, *others = fresh
    after: dict[str, Any] = {
        "kind": becomes, "raw": first.raw, "value": first.value, "label": point.label or first.label,
        "extension": extension or point.extension,
    }  # fmt: skip
    if others:
        after["add"] = [{"raw": one.raw, "value": one.value, "label": one.label} for one in others]
    return Dirt(kind=kind, customer=point.customer, before=image(point), after=after, sure=True, point=point.id)


def image(point: Point) -> dict[str, str]:
    """What is compared before anything is written: the point must still stand as it was found."""
    return {"kind": point.kind, "raw": point.raw, "value": point.value, "state": point.state}


def marked(point: Point, kind: str, state: ContactState) -> Dirt:
    """A state is told of the point; what was typed stays."""
    return Dirt(
        kind=kind, customer=point.customer, before=image(point), after={"state": state.value}, sure=True,
        point=point.id,
    )  # fmt: skip


def _silent(batch: Batch) -> Iterator[Dirt]:
    """Numbers called in vain the last times, by the log of calls."""
    named: Mapping[Any, Point] = {
        point.id: point for point in batch.points if point.kind == ContactKind.PHONE and point.value and not point.state
    }
    if not named:
        return
    params = {"after": batch.after, "upto": batch.upto, "tries": TRIES, "days": WITHIN_DAYS}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", "find_silent_phones"), params)
        for (pk,) in cursor.fetchall():
            if pk in named:
                yield marked(named[pk], "phone_silent", ContactState.SILENT)
