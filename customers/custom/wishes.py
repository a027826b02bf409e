"""What an administrator wants a field to be, read from a form and made sure of."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Role
from core.errors import DomainError
from customers.custom import patterns
from customers.custom.reading import fold, read
from customers.models import CustomField
from customers.models.custom_field import LONGEST_NAME, CustomType, Demand
from customers.normalise.headings import headings as known_headings

LISTS = (CustomType.CHOICE, CustomType.MULTI)
NUMBERS = (CustomType.INTEGER, CustomType.DECIMAL, CustomType.MONEY)
MOST_OPTIONS = 1_000
LONGEST_PATTERN = 200
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch _ y _ e yu ya"
CYRILLIC = dict(zip(LETTERS, LATIN.split(), strict=True))


@dataclass(frozen=True)
class Wish:
    """How a field shall be; texts as they were typed."""

    name: str
    type: str
    kind: str = ""
    section: str = ""
    demand: str = ""
    hint: str = ""
    unit: str = ""
    default: str = ""
    limits: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[tuple[str, str, bool]] = ()
    """(id or '' for a new one, name, closed); without a name: taken away."""
    is_sensitive: bool = False


def fill(own: CustomField, wish: Wish) -> None:
    """Put the wish on the field. Raises DomainError with the name of the box that is wrong as its code."""
    wish = replace(wish, name=" ".join(wish.name.split()), section=" ".join(wish.section.split()))
    if not wish.name or len(wish.name) > LONGEST_NAME:
        raise DomainError(
            _("A field needs a name of at most %(most)s characters.") % {"most": LONGEST_NAME}, code="name"
        )
    taken = CustomField.objects.exclude(pk=own.pk).filter(name__iexact=wish.name)
    if taken.exists():
        raise DomainError(_("There is a field “%(name)s” already.") % {"name": wish.name}, code="name")
    if wish.type not in CustomType.values or wish.demand not in Demand.values:
        raise DomainError(_("There is no such type."), code="type")
    if wish.is_sensitive and wish.type == CustomType.FILE:
        raise DomainError(_("A file cannot be kept under a cipher yet."), code="is_sensitive")
    own.name, own.type, own.kind, own.section = wish.name, wish.type, wish.kind, wish.section
    own.demand, own.hint, own.is_sensitive = wish.demand, wish.hint.strip(), wish.is_sensitive
    own.unit = wish.unit.strip() if wish.type in NUMBERS else ""
    own.options = _options(own, wish)
    own.limits = _limits(wish)
    own.default = None
    own.default = _default(own, wish)


def _options(own: CustomField, wish: Wish) -> list[dict[str, Any]]:
    if wish.type not in LISTS:
        return []
    found: dict[str, dict[str, Any]] = {}
    standing = {str(one["id"]) for one in own.options}
    for key, typed, closed in wish.options:
        name = " ".join(typed.replace("\0", "").split())[:LONGEST_NAME]
        if not name:
            continue
        if fold(name) in found:
            raise DomainError(_("“%(name)s” stands in the list twice.") % {"name": name}, code="options")
        found[fold(name)] = {"id": key if key in standing else secrets.token_hex(4), "name": name, "closed": closed}
    if not found:
        raise DomainError(_("A list needs at least one value."), code="options")
    if len(found) > MOST_OPTIONS:
        raise DomainError(_("A list holds at most %(most)s values.") % {"most": MOST_OPTIONS}, code="options")
    return list(found.values())


def _limits(wish: Wish) -> dict[str, str]:
    found = {}
    if wish.type in (*NUMBERS, CustomType.DATE):
        bare = CustomField(type=wish.type)
        for name in ("least", "most"):
            text = wish.limits.get(name, "")
            if text.strip():
                try:
                    found[name] = str(read(bare, text))
                except DomainError as error:
                    raise DomainError(str(error), code=name) from None
        if len(found) == 2 and _sortable(wish.type, found["least"]) > _sortable(wish.type, found["most"]):
            raise DomainError(_("The least is more than the most."), code="least")
    pattern = wish.limits.get("pattern", "").strip()
    if wish.type == CustomType.TEXT and pattern:
        if len(pattern) > LONGEST_PATTERN or not patterns.is_readable(pattern):
            said = _(
                "This pattern cannot be read; look-around, “(?=…)”, and back-references, “\\1”, are not known here."
            )
            raise DomainError(said, code="pattern")
        found["pattern"] = pattern
    return found


def _sortable(kind: str, text: str) -> Any:
    try:
        return Decimal(text) if kind in NUMBERS else text
    except InvalidOperation:
        return text


def _default(own: CustomField, wish: Wish) -> Any:
    if not wish.default.strip() or wish.is_sensitive or wish.type in (CustomType.CLIENT, CustomType.FILE):
        return None
    try:
        return read(own, wish.default)
    except DomainError as error:
        raise DomainError(str(error), code="default") from None


def new_code(name: str) -> str:
    """A code out of the name, in Latin letters; never one that is taken, or was: roles may know what that one may."""
    latin = "".join(CYRILLIC.get(letter, letter) for letter in name.lower())
    stem = slugify(latin).replace("-", "_").strip("_")
    stem = re.sub(r"_+", "_", stem)[:34] or "field"
    taken = set(CustomField.objects.filter(code__startswith=stem).values_list("code", flat=True))
    rights = Role.objects.order_by("pk").values_list("field_rights", flat=True)
    taken |= {code.removeprefix("custom.") for one in rights for code in one}
    return stem if stem not in taken else next(code for n in range(2, 10_000) if (code := f"{stem}_{n}") not in taken)


def is_of_the_card(name: str) -> bool:
    """Whether a field of the card itself is called so: an import would take one for the other."""
    from core.registries.fields import fields

    folded = name.casefold()
    return any(folded == str(one.label).casefold() or folded in known_headings(one.code) for one in fields)
