"""What a person types, or a cell says, as a value of an own field: one reader for cards, imports and conversions.

Values are JSON: text, numbers and days as text in one form each (so that equal values are equal in the index), yes and
no as such, several of a list as ids, another client as a number, a file as its id and name.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from customers.cells.text import NOTHING, tidy
from customers.custom import patterns
from customers.models.custom_field import CustomField, CustomType

LONGEST_TEXT, LONGEST_LONG_TEXT, LONGEST_LINK = 500, 10_000, 1_000
MOST_DIGITS, MOST_DECIMALS = 15, 6
DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y")
TIMES = ("%H:%M", "%H:%M:%S")
YES = frozenset({"да", "yes", "true", "1", "+", "y", "д", "истина", "есть"})
NO = frozenset({"нет", "no", "false", "0", "-", "n", "н", "ложь"})
is_url = URLValidator(schemes=["http", "https"])


def read(field: CustomField, typed: Any) -> Any:
    """The value, None for nothing. Raises DomainError saying what is wrong with what was typed."""
    if isinstance(typed, list | tuple):
        typed = ";".join(str(one) for one in typed)
    text, _notes = tidy(str(typed if typed is not None else ""), lines=field.type == CustomType.LONG_TEXT)
    if not text or (text in NOTHING and field.type != CustomType.FLAG):
        return None
    value = READERS[field.type](field, text)
    _hold_limits(field, value)
    return value


def _text(field: CustomField, text: str) -> str:
    most = LONGEST_LONG_TEXT if field.type == CustomType.LONG_TEXT else LONGEST_TEXT
    if len(text) > most:
        raise _wrong(_("At most %(most)s characters; here are %(count)s.") % {"most": most, "count": len(text)})
    return text


def _number(field: CustomField, text: str) -> str:
    bare = re.sub(r"[\s'’]|(?:₽|руб\.?|р\.)$", "", text).replace(",", ".")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS:
        raise _wrong(_("“%(text)s” is not a number.") % {"text": text[:60]})
    decimals = {CustomType.INTEGER: 0, CustomType.MONEY: 2}.get(CustomType(field.type), MOST_DECIMALS)
    rounded = round(number, decimals)
    if rounded != number:
        said = _("A whole number is expected, not “%(text)s”.") if not decimals else _("Too many decimals: “%(text)s”.")
        raise _wrong(said % {"text": text[:60]})
    return plain(rounded)


def plain(number: Decimal) -> str:
    """The one form of a number: neither exponents nor zeros at the end."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _date(field: CustomField, text: str) -> str:
    for shape in DAYS:
        try:
            day = dt.datetime.strptime(text, shape).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        if 1800 <= day.year <= 2200:
            return day.isoformat()
    raise _wrong(_("There is no such date: “%(text)s”; write it as 31.12.2026.") % {"text": text[:60]})


def _moment(field: CustomField, text: str) -> str:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        found = None
    day, _space, time = text.replace("T", " ").partition(" ")
    for shape in TIMES if found is None else ():
        try:
            clock = dt.datetime.strptime(time or "00:00", shape).time()  # noqa: DTZ007
            found = dt.datetime.combine(dt.date.fromisoformat(_date(field, day)), clock)
        except (ValueError, DomainError):
            continue
    if found is None or not 1800 <= found.year <= 2200:
        raise _wrong(_("There is no such time: “%(text)s”; write it as 31.12.2026 14:30.") % {"text": text[:60]})
    if timezone.is_naive(found):
        found = timezone.make_aware(found)
    return found.astimezone(dt.UTC).isoformat(timespec="seconds")


def _flag(field: CustomField, text: str) -> bool:
    word = text.lower()
    if word in YES or word in NO:
        return word in YES
    raise _wrong(_("Write yes or no, not “%(text)s”.") % {"text": text[:60]})


def _choice(field: CustomField, text: str) -> str:
    found = option_of(field, text)
    if found is None:
        raise _wrong(_("The list has no “%(text)s”.") % {"text": text[:60]})
    return found


def option_of(field: CustomField, text: str) -> str | None:
    """Id of the option that is called so, or has that id."""
    wanted = fold(text)
    by_name = {fold(str(one["name"])): str(one["id"]) for one in field.options}
    if wanted in by_name:
        return by_name[wanted]
    return next((str(one["id"]) for one in field.options if str(one["id"]) == text), None)


def fold(text: str) -> str:
    """Names of options are compared so."""
    return " ".join(text.casefold().replace("ё", "е").split())


def _multi(field: CustomField, text: str) -> list[str] | None:
    whole = option_of(field, text)
    parts = [text] if whole else re.split(r"[;,|\n]", text)
    found = {_choice(field, part.strip()) for part in parts if part.strip()}
    order = [str(one["id"]) for one in field.options]
    return sorted(found, key=order.index) or None


def _link(field: CustomField, text: str) -> str:
    link = text if "://" in text else f"https://{text}"
    try:
        is_url(link)
    except ValidationError:
        raise _wrong(_("“%(text)s” is not an address of a page.") % {"text": text[:60]}) from None
    if len(link) > LONGEST_LINK:
        raise _wrong(_("At most %(most)s characters; here are %(count)s.") % {"most": LONGEST_LINK, "count": len(link)})
    return link


def _client(field: CustomField, text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 2**63:
        return int(text)
    raise _wrong(_("Choose a client."))


def _file(field: CustomField, text: str) -> Any:
    raise _wrong(_("A file is given by the card only."))


READERS: dict[str, Callable[[CustomField, str], Any]] = {
    CustomType.TEXT: _text,
    CustomType.LONG_TEXT: _text,
    CustomType.INTEGER: _number,
    CustomType.DECIMAL: _number,
    CustomType.MONEY: _number,
    CustomType.DATE: _date,
    CustomType.MOMENT: _moment,
    CustomType.FLAG: _flag,
    CustomType.CHOICE: _choice,
    CustomType.MULTI: _multi,
    CustomType.LINK: _link,
    CustomType.CLIENT: _client,
    CustomType.FILE: _file,
}


def _hold_limits(field: CustomField, value: Any) -> None:
    """Raises DomainError when the value is not what the field's own rules allow."""
    least, most, pattern = (str(field.limits.get(name) or "") for name in ("least", "most", "pattern"))
    if field.type in (CustomType.INTEGER, CustomType.DECIMAL, CustomType.MONEY):
        number = Decimal(str(value))
        if (least and number < Decimal(least)) or (most and number > Decimal(most)):
            raise _wrong(_between(least, most))
    elif field.type == CustomType.DATE and ((least and value < least) or (most and value > most)):
        raise _wrong(_between(*(_day(text) for text in (least, most))))
    elif pattern and field.type in (CustomType.TEXT, CustomType.LONG_TEXT) and not patterns.fits(pattern, str(value)):
        raise _wrong(field.hint or _("This does not look as it should: “%(text)s”.") % {"text": str(value)[:60]})


def _between(least: str, most: str) -> str:
    if least and most:
        return _("From %(least)s to %(most)s.") % {"least": least, "most": most}
    return _("Not less than %(least)s.") % {"least": least} if least else _("Not more than %(most)s.") % {"most": most}


def _day(iso: str) -> str:
    return f"{dt.date.fromisoformat(iso):%d.%m.%Y}" if iso else ""


def _wrong(said: str) -> DomainError:
    return DomainError(said, code="custom")
