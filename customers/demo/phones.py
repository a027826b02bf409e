"""Telephone numbers that belong to nobody, in the notations people type.

Mobile codes 972-976 and 979 are given to no operator, and no local number of a Russian city begins with 0;
`phonenumbers` takes both for valid.
"""

from random import Random

from customers.choices import ContactKind, ContactProblem
from customers.demo.cards import Point
from customers.demo.tables import Weighted, Words
from customers.normalise.phones import normalise_phone

CODES = ("972", "973", "974", "975", "976", "979")
PER_CODE = 10_000_000
SPACE = len(CODES) * PER_CODE
# Odd, divisible by neither 3 nor 5: multiplying by it visits every number once before any repeats.
STRIDE = 37_084_013

NOTATIONS = Weighted(
    [
        ("+7 {0} {1}-{2}-{3}", 46.0),
        ("8 ({0}) {1}-{2}-{3}", 18.0),
        ("8{0}{1}{2}{3}", 14.0),
        ("+7{0}{1}{2}{3}", 12.0),
        ("{0} {1} {2} {3}", 3.0),
        ("7{0}{1}{2}{3}", 3.0),
        ("8-{0}-{1}-{2}-{3}", 2.0),
        ("+7({0}){1}{2}{3}", 2.0),
    ]
)


def mobile(slot: int) -> str:
    """Return the ten digits of the number in this slot; different slots have different numbers."""
    code, rest = divmod(slot * STRIDE % SPACE, PER_CODE)
    return f"{CODES[code]}{rest:07}"


def city_number(rng: Random, code: str) -> str:
    """Return the ten digits of a number in the city of this code, a number no subscriber can have."""
    length = 10 - len(code) - 1
    return f"{code}0{rng.randrange(10**length):0{length}}"


def phone_point(rng: Random, digits: str, label: str = "") -> Point:
    """Return the number as somebody has typed it."""
    raw = NOTATIONS.draw(rng).format(digits[:3], digits[3:6], digits[6:8], digits[8:])
    return Point(ContactKind.PHONE.value, raw, f"+7{digits}", "", label)


def junk_point(rng: Random, words: Words) -> Point:
    """Return what stands in the field of the phone and is none."""
    raw = words.company["junk"].draw(rng)
    return Point(ContactKind.PHONE.value, raw, "", (normalise_phone(raw).problem or ContactProblem.NOT_A_PHONE).value)
