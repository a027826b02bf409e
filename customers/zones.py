"""What time it is where a client lives: what his card says, else by his city or address, else as in our company."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from accounts.models import User
from core.text import moments
from customers import rights
from customers.models import Customer
from customers.normalise.cities import CITIES, PREFIXES
from customers.normalise.names import YO

MOST_PARTS = 6
"""Parts of an address that may name a city: index, country, region, district, city."""


def zone_of(customer: Customer) -> ZoneInfo:
    """The client's time zone; asks nothing of the base."""
    name = customer.time_zone if is_zone(customer.time_zone) else zone_of_place(customer)[0]
    return ZoneInfo(name or timezone.get_default_timezone_name())


def clock_of(customer: Customer, reader: User) -> str:
    """What his clock shows, where it is not what the reader's shows; empty where the reader may not know the place."""
    found, code = (customer.time_zone, "time_zone") if is_zone(customer.time_zone) else zone_of_place(customer)
    if not found or not rights.may_read(reader, code):
        return ""
    now = timezone.localtime()
    there = now.astimezone(zone_of(customer))
    return "" if there.utcoffset() == now.utcoffset() else date_format(there, "H:i")


def zone_of_place(customer: Customer) -> tuple[str, str]:
    """The zone by the city or, without one, by a city that the address names; and the field that said so."""
    if customer.city:
        return zone_of_city(customer.city), "city"
    found = (zone_of_city(part) for part in (customer.address or customer.legal_address).split(",")[:MOST_PARTS])
    return next((zone for zone in found if zone), ""), "address" if customer.address else "legal_address"


def zone_of_city(city: str) -> str:
    """The zone's name by a city; empty for a city nobody has told us of."""
    word = city.strip().translate(YO).lower()
    for prefix in PREFIXES:
        word = word.removeprefix(prefix)
    return _by_city().get(word.strip(), "")


def is_zone(name: str) -> bool:
    """Whether there is such a zone."""
    return bool(name) and name in _names()


def named() -> Mapping[str, str | Promise]:
    """Zones by name, as people call them: by the largest city, with the hours from UTC."""
    return {name: label(name) for name in CITIES}


def label(name: str) -> str:
    """The largest city with the hours from UTC; a zone of no city we know by its own name."""
    if not is_zone(name):
        return name
    city = CITIES[name].split()[0].replace("_", " ") if name in CITIES else ""
    called = "-".join(part.capitalize() for part in city.split("-")) if city else name
    return f"{called}, {moments.utc_offset(timezone.now().astimezone(ZoneInfo(name)))}"


@cache
def _by_city() -> dict[str, str]:
    return {city.replace("_", " "): zone for zone, cities in CITIES.items() for city in cities.split()}


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
