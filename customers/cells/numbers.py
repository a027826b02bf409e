"""Numbers that name somebody: INN, KPP, the id in another program."""

import re
from operator import mul

from core.cells import Cleaned, Note, left_out
from core.text import lists
from customers.cells.text import BROKEN, NOTHING, cut, says_nothing, tidy

LONGEST_ID = 200
LONGEST_SOURCE = 100
SAID = ": "
BLANKS = re.compile(r"[\s\u00a0\u202f.\-]+")
FLOAT_TAIL = re.compile(r"^(\d+)[.,]0+$")
EXPONENT = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
ELEVENTH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
TWELFTH = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")


def whole(text: str) -> str:
    """«15.0» as «15»: a number of a spreadsheet that was never meant to have parts."""
    found = FLOAT_TAIL.match(text)
    return found[1] if found else text


def unfold(text: str) -> str | None:
    """The digits of «7.9161234567E+10» when all of them are there; None when some are lost; text without E as it is."""
    found = EXPONENT.fullmatch(text)
    if not found:
        return text
    digits, zeros = found[2] or "", int(found[3])
    # Trailing zeros are not written, so only a full mantissa is sure.
    return found[1] + digits if len(digits) == zeros else None


def inn_holds(inn: str) -> bool:
    """Whether the last digits are what the others say."""
    if not inn.isascii() or not inn.isdigit():
        return False
    if len(inn) == 10:
        return inn[9] == _check(inn, TEN)
    return len(inn) == 12 and inn[10] == _check(inn, ELEVENTH) and inn[11] == _check(inn, TWELFTH)


def _check(digits: str, weights: tuple[int, ...]) -> str:
    """The weighted sum by modulus 11; 48 is the code of «0»."""
    return str((sum(map(mul, digits.encode(), weights)) - 48 * sum(weights)) % 11 % 10)


def read_inn(text: str) -> Cleaned:
    """Ten digits of an organisation, twelve of a person; a leading zero that a spreadsheet ate comes back."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    number = unfold(whole(tidied))
    if number is None:
        return left_out("digits_lost")
    number = BLANKS.sub("", number)
    if not number.isascii() or not number.isdigit():
        return left_out("broken_formula" if tidied in BROKEN else "not_an_inn")
    if not number.strip("0"):
        return Cleaned(None, notes)
    if len(number) in {9, 11} and inn_holds("0" + number):
        return Cleaned("0" + number, (*notes, Note("zero_came_back", "fixed", "0" + number)))
    if len(number) not in {10, 12}:
        return left_out("inn_length", digits=len(number))
    if not inn_holds(number):
        return left_out("inn_check")
    return Cleaned(number, notes)


def read_kpp(text: str) -> Cleaned:
    """Nine signs; a leading zero that a spreadsheet ate comes back."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    number = BLANKS.sub("", whole(tidied)).upper()
    if not number.strip("0"):
        return Cleaned(None, notes)
    if len(number) == 8 and KPP.fullmatch("0" + number):
        return Cleaned("0" + number, (*notes, Note("zero_came_back", "fixed", "0" + number)))
    if not KPP.fullmatch(number):
        return left_out("not_a_kpp")
    return Cleaned(number, notes)


def read_external_id(text: str) -> Cleaned:
    """Always text: leading zeros stay, «15.0» is 15. Of several, as a merged card leaves with, or of one that names its
    program, «Битрикс24: 77», a tuple of pairs (program, number); the program is empty where none is named.
    """
    tidied, notes = tidy(text)
    if ";" in tidied or SAID in tidied or tidied[:1] == '"':
        return _several_ids(tidied, notes)
    return _one_id(tidied, notes)


def _several_ids(text: str, notes: tuple[Note, ...]) -> Cleaned:
    found: dict[tuple[str, str], None] = {}
    several = lists.split(text) if '"' in text else filter(None, map(str.strip, text.split(";")))
    for one in several:
        source, said, number = one.partition(SAID)
        read = _one_id(number.strip() if said else one, ())
        notes += read.notes
        if read.value:
            found[source.strip()[:LONGEST_SOURCE] if said else "", read.value] = None
    if len(found) == 1 and ("" in next(iter(found))):
        return Cleaned(next(iter(found))[1], notes)
    return Cleaned(tuple(found) or None, notes)


def _one_id(tidied: str, notes: tuple[Note, ...]) -> Cleaned:
    if not tidied or tidied in NOTHING:
        return Cleaned(None, notes)
    if tidied in BROKEN:
        return left_out("broken_formula")
    number = unfold(tidied) if tidied[0].isdigit() else tidied
    if number is None:
        return left_out("digits_lost")
    return cut(whole(number), LONGEST_ID, notes)
