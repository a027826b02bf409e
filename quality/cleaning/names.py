"""Names: case, wrong fields, sex against the patronymic, companies kept as persons."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from core.registries.cleaning import CleaningCheck, Dirt, cleaning_checks
from customers.cells.names import names_company, parts_of, read_name_part, sex_of_patronymic
from customers.cells.text import says_nothing
from customers.choices import CustomerKind
from customers.normalise.names import full_name, sort_name
from customers.normalise.split import PATRONYMIC, SURNAME, NameParts, first_name_sexes, is_first_name
from quality.cleaning.batch import Batch, Card

CODE = "names"
DIGITS = 5
"""So many digits in a name are a number that belongs elsewhere."""
PERSONAL = ("last_name", "first_name", "middle_name")


def register() -> None:
    """Offer the check."""
    cleaning_checks.add(
        CleaningCheck(
            code=CODE,
            label=_("Names"),
            about=_("Case and fields of names, sex by the patronymic, companies kept as persons."),
            find=find,
            kinds={
                "name_case": _("letters of the wrong case"),
                "name_fields": _("parts of the name in wrong fields"),
                "name_doubtful": _("perhaps in wrong fields"),
                "name_says_nothing": _("a word instead of a name"),
                "name_holds_contact": _("a phone or an e-mail in the name"),
                "sex_told": _("sex told by the patronymic"),
                "sex_against": _("sex against name and patronymic"),
                "sex_doubtful": _("sex and patronymic contradict each other"),
                "company_as_person": _("a company kept as a person"),
                "company_doubtful": _("perhaps a company kept as a person"),
            },
            advice={
                "name_doubtful": _("Open the card and put the parts where they belong."),
                "name_says_nothing": _("Ask the client for his name."),
                "name_holds_contact": _("Move the number or the address to the contacts of the card."),
                "sex_doubtful": _("Look which of the two is right."),
                "company_doubtful": _("If it is a company, make a card of a company and put this one away."),
            },
            weight=30,
        )
    )


def find(batch: Batch) -> Iterator[Dirt]:
    """Each card of a person."""
    for card in batch.cards:
        if card.kind != CustomerKind.PERSON or not card.name:
            continue
        found = _company(card) or _strange(card)
        if found is not None:
            yield found
            continue
        parts = NameParts(card.last_name, card.first_name, card.middle_name)
        found, parts = _parts(card, parts)
        if found is not None:
            yield found
        sex = _sex(card, parts)
        if sex is not None:
            yield sex


def _company(card: Card) -> Dirt | None:
    if not names_company(card.name):
        return None
    before = {name: getattr(card, name) for name in ("kind", *PERSONAL, "name", "sex")}
    before["birth_date"] = card.birth_date.isoformat() if card.birth_date else None
    a_person = card.sex or card.birth_date or any(PATRONYMIC.search(word.lower()) for word in card.name.split())
    if a_person:
        return Dirt(kind="company_doubtful", customer=card.id, before=before)
    after = {
        "kind": CustomerKind.COMPANY.value, **dict.fromkeys(PERSONAL, ""), "name": card.name,
        "sort_name": sort_name(card.name),
    }  # fmt: skip
    return Dirt(kind="company_as_person", customer=card.id, before=before, after=after, sure=True)


def _strange(card: Card) -> Dirt | None:
    before = {"name": card.name}
    if says_nothing(card.name):
        return Dirt(kind="name_says_nothing", customer=card.id, before=before)
    if "@" in card.name or sum(letter.isdigit() for letter in card.name) >= DIGITS:
        return Dirt(kind="name_holds_contact", customer=card.id, before=before)
    return None


def _parts(card: Card, parts: NameParts) -> tuple[Dirt | None, NameParts]:
    """What is wrong with the parts, and the parts as they will be."""
    cased = parts if _is_plain(parts) else NameParts(*(_tidy(part) for part in parts))
    moved, sure = _moved(cased)
    if moved == parts:
        return None, parts
    if moved != cased and not sure:
        return _names(card, "name_doubtful", parts, moved, sure=False), parts
    return _names(card, "name_case" if moved == cased else "name_fields", parts, moved, sure=True), moved


def _names(card: Card, kind: str, parts: NameParts, becomes: NameParts, *, sure: bool) -> Dirt:
    name = full_name(*becomes)
    after = {**becomes._asdict(), "name": name, "sort_name": sort_name(name)}
    return Dirt(kind=kind, customer=card.id, before={**parts._asdict(), "name": card.name}, after=after, sure=sure)


def _is_plain(parts: NameParts) -> bool:
    """One capital and small letters, or nothing: nearly all parts of nearly all names."""
    return all(not part or (part.isalpha() and part.istitle()) for part in parts)


def _tidy(part: str) -> str:
    """By the reader of imports; a lone initial is not shouted."""
    if len(part.rstrip(".")) < 2:
        return part
    return str(read_name_part(part).value or "")


def _moved(parts: NameParts) -> tuple[NameParts, bool]:
    """The parts where they belong, and whether that is sure."""
    filled = [part for part in parts if part]
    known = [is_first_name(part) for part in parts[:2]]
    if len(filled) == 1 and " " in filled[0]:
        split = parts_of(filled[0])
        return split, is_first_name(split.first_name) and split.last_name != ""
    if known[0] and parts.first_name and not known[1] and SURNAME.search(_plain(parts.first_name)):
        return parts._replace(last_name=parts.first_name, first_name=parts.last_name), True
    if not parts.middle_name and " " in parts.first_name:
        first, *rest = parts.first_name.split()
        middle = " ".join(rest)
        if is_first_name(first) and PATRONYMIC.search(_plain(middle)):
            return parts._replace(first_name=first, middle_name=middle), True
    if not parts.middle_name and sex_of_patronymic(parts.last_name) == "f" and is_first_name(parts.first_name):
        return NameParts("", parts.first_name, parts.last_name), True
    return parts, False


def _sex(card: Card, parts: NameParts) -> Dirt | None:
    told = sex_of_patronymic(parts.middle_name) if parts.middle_name else ""
    if not told or told == card.sex:
        return None
    # As it stands: the parts may be mended by another finding of the same batch.
    before, after = {"sex": card.sex, "middle_name": card.middle_name}, {"sex": told}
    if not card.sex:
        return Dirt(kind="sex_told", customer=card.id, before=before, after=after, sure=True)
    if first_name_sexes().get(_plain(parts.first_name)) == frozenset({told}):
        return Dirt(kind="sex_against", customer=card.id, before=before, after=after, sure=True)
    return Dirt(kind="sex_doubtful", customer=card.id, before=before, after=after)


def _plain(word: str) -> str:
    return word.lower().replace("\u0451", "\u0435")
