"""Where a client lives, as far as a clock is concerned (rule G-2): what his card says, his city, then his number."""

from functools import cache

from phonenumbers.tzdata import TIMEZONE_DATA, TIMEZONE_LONGEST_PREFIX

from consents.gate.hours import UNKNOWN
from customers import zones
from customers.models import ContactPoint, Customer

MOBILE = "+79"
"""Russian mobiles tell the country alone: they are taken along from one end of it to the other."""
KALININGRAD = {"740": "Europe/Kaliningrad"}
"""The library calls its zone by the name of another country, which moves its clocks twice a year."""


def zone_of(customer: Customer, point: ContactPoint) -> str:
    """The zone's name, or `UNKNOWN`."""
    if zones.is_zone(customer.time_zone):
        return customer.time_zone
    place = zones.zone_of_place(customer)[0]
    return place or (zone_of_phone(point.value) if point.kind == "phone" else UNKNOWN)


def zone_of_phone(value: str) -> str:
    """The zone of a landline, or of a country that has only one; `UNKNOWN` of a number that tells several."""
    if value.startswith(MOBILE):
        return UNKNOWN
    known = phone_zones()
    tails = (value[1 : length + 1] for length in range(TIMEZONE_LONGEST_PREFIX, 0, -1))
    return next((known[tail] for tail in tails if tail in known), UNKNOWN)


@cache
def phone_zones() -> dict[str, str]:
    """First digits of numbers to their zone; those of several zones are there too, with none."""
    told = {code: names[0] if len(names) == 1 else UNKNOWN for code, names in TIMEZONE_DATA.items()}
    return {code: zone if zones.is_zone(zone) else UNKNOWN for code, zone in (told | KALININGRAD).items()}
