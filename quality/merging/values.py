"""Fields of the cards side by side: what each has, what is suggested, what the merged card gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.registries.fields import find
from customers import rights
from customers.card_form import CardForm, codes_of, column
from customers.custom import card as own_card
from customers.custom.values import clients_seen, shown, values_on
from customers.models import Customer, CustomField
from customers.services import NAME_PARTS
from customers.values import people
from customers.values import shown as in_words
from quality.merging.suggesting import JOINED, Reason, Standing, Suggestion, checks_of, joined, suggest

NAME = "full_name"
JOINABLE = "note"


@dataclass(frozen=True)
class Line:
    """One field of all cards, in their order."""

    code: str
    label: str | Promise
    standing: tuple[Standing, ...]
    texts: tuple[str, ...]
    """The values in words, as this reader may see them; '' for nothing."""
    suggestion: Suggestion
    may_choose: bool
    """Whether the reader may change the field."""
    is_seen: bool
    """Whether he may know the values at all."""

    @property
    def differs(self) -> bool:
        """Whether the cards contradict each other, or one knows what another does not."""
        return len({one.key if not one.is_empty else "" for one in self.standing}) > 1

    @property
    def contradicts(self) -> bool:
        """Whether two cards say different things."""
        return len({one.key for one in self.standing if not one.is_empty}) > 1

    @property
    def is_empty(self) -> bool:
        """Whether no card says anything."""
        return all(one.is_empty for one in self.standing)

    def value(self, card: int) -> Any:
        """What the merged card gets when this one is chosen."""
        if card == JOINED:
            return joined(self.standing)
        return next(one.value for one in self.standing if one.card.pk == card)


def lines(cards: Sequence[Customer], reader: User) -> list[Line]:
    """Every field of the card, own ones too, the main card's value first. Four queries, however many fields."""
    checked = checks_of(cards)
    names = people(card.responsible_id for card in cards)
    found = [_name_line(cards, reader, checked)]
    for code in codes_of(cards[0]):
        if code not in (*NAME_PARTS, "name"):
            standing = tuple(Standing(card, getattr(card, column(code))) for card in cards)
            texts = tuple(in_words(column(code), one.value, names) for one in standing)
            found.append(_line(code, CardForm.base_fields[code].label or code, standing, texts, reader, checked))
    return found + _own_lines(cards, reader, checked)


def _name_line(cards: Sequence[Customer], reader: User, checked: dict[int, Any]) -> Line:
    standing = tuple(Standing(card, card.name) for card in cards)
    return _line(NAME, _("Name"), standing, tuple(card.name for card in cards), reader, checked)


def _line(
    code: str,
    label: str | Promise,
    standing: tuple[Standing, ...],
    texts: Sequence[str],
    reader: User,
    checked: dict[int, Any],
) -> Line:
    return Line(
        code=code,
        label=label,
        standing=standing,
        texts=tuple(
            "" if one.is_empty else _shown(reader, code, text) for one, text in zip(standing, texts, strict=True)
        ),
        suggestion=suggest(code, standing, checked),
        may_choose=reader.is_system or rights.may_edit(reader, code),
        is_seen=reader.is_system or not rights.is_hidden(reader, code),
    )


def _shown(reader: User, code: str, text: str) -> str:
    return text if reader.is_system or find(code) is None else rights.shown(reader, code, text) or "•••"


def _own_lines(cards: Sequence[Customer], reader: User, checked: dict[int, Any]) -> list[Line]:
    fields = own_card.fields_of(cards[0])
    values = [values_on(card) for card in cards]
    told = [one for one in fields if any(one.key in mine for mine in values)]
    if not told:
        return []
    names = {pk: name for mine in values for pk, name in clients_seen(told, mine, reader).items()}
    return [_own_line(one, cards, values, names, reader, checked) for one in told]


def _own_line(
    field: CustomField,
    cards: Sequence[Customer],
    values: Sequence[Mapping[str, Any]],
    names: Mapping[int, str],
    reader: User,
    checked: dict[int, Any],
) -> Line:
    standing = tuple(Standing(card, mine.get(field.key)) for card, mine in zip(cards, values, strict=True))
    texts = [shown(field, one.value, names) for one in standing]
    return _line(field.catalogue_code, field.label, standing, texts, reader, checked)


def settle(found: Sequence[Line], choices: Mapping[str, int] | None) -> dict[str, int]:
    """Field to the card whose value the survivor gets, only where it is not his own.

    Raises DomainError on a choice of a field that is not there, not the person's to change, or of another card.
    """
    chosen, known = dict(choices or {}), {line.code: line for line in found}
    for code, card in chosen.items():
        _refuse_choice(known.get(code), code, card)
    taken: dict[str, int] = {}
    for line in found:
        card = chosen.get(line.code, _by_itself(line))
        main = line.standing[0]
        if card != main.card.pk and line.value(card) != main.value:
            taken[line.code] = card
    return taken


def _by_itself(line: Line) -> int:
    """What happens to a field nobody chose in: as suggested; who may not change it keeps what stands there."""
    main = line.standing[0]
    if line.may_choose or main.is_empty:
        return line.suggestion.card
    return main.card.pk


def _refuse_choice(line: Line | None, code: str, card: int) -> None:
    if line is None:
        raise DomainError(_("The card has no field “%(code)s”.") % {"code": code}, code="field")
    if not line.may_choose:
        raise DomainError(_("The field “%(name)s” is not yours to change.") % {"name": line.label}, code="right")
    allowed = {one.card.pk for one in line.standing} | ({JOINED} if code == JOINABLE else set())
    if card not in allowed:
        raise DomainError(_("The value is chosen from a card that is not merged here."), code="card")


def columns(found: Sequence[Line], taken: Mapping[str, int]) -> dict[str, Any]:
    """Columns of the card to write, of what was settled."""
    values: dict[str, Any] = {}
    for line in found:
        if line.code not in taken or line.code.startswith("custom."):
            continue
        card = taken[line.code]
        if line.code == NAME:
            donor = next(one.card for one in line.standing if one.card.pk == card)
            parts = ("name",) if donor.is_company else NAME_PARTS
            values |= {part: getattr(donor, part) for part in parts}
        else:
            values[column(line.code)] = line.value(card)
    return values


def write_own(survivor: int, found: Sequence[Line], taken: Mapping[str, int]) -> None:
    """Own fields that were settled otherwise than the survivor has them: copied as they are kept, secrets unopened."""
    codes = {
        line.code.removeprefix("custom."): taken[line.code]
        for line in found
        if line.code in taken and line.code.startswith("custom.")
    }
    fields = CustomField.objects.filter(code__in=codes).order_by("pk")
    with connection.cursor() as cursor:
        for one in fields:
            cursor.execute(
                """UPDATE customers_customvalues s
                      SET "values" = jsonb_strip_nulls(s."values" || jsonb_build_object(%(key)s::text, COALESCE((
                          SELECT m."values" -> %(key)s FROM customers_customvalues m WHERE m.customer_id = %(card)s),
                          'null')))
                    WHERE s.customer_id = %(survivor)s""",
                {"key": one.key, "card": codes[one.code], "survivor": survivor},
            )


__all__ = ["JOINED", "Line", "Reason", "columns", "lines", "settle", "write_own"]
