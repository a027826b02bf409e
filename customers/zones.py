"""What time it is where a client lives: what his card says, else by his city, else as in our company."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from customers.models import Customer

CITIES = {
    "Europe/Kaliningrad": "калининград",
    "Europe/Moscow": (
        "москва санкт-петербург казань нижний_новгород краснодар ростов-на-дону воронеж махачкала ярославль ставрополь"
        " набережные_челны рязань балашиха киров пенза чебоксары липецк тула сочи курск тверь иваново брянск белгород"
        " владимир архангельск калуга смоленск саранск орел вологда череповец мурманск тамбов петрозаводск кострома"
        " йошкар-ола новороссийск волгоград псков великий_новгород сыктывкар владикавказ грозный нальчик майкоп элиста"
        " севастополь симферополь химки подольск мытищи люберцы таганрог"
    ),
    "Europe/Samara": "самара тольятти ижевск",
    "Europe/Saratov": "саратов энгельс",
    "Europe/Ulyanovsk": "ульяновск",
    "Europe/Astrakhan": "астрахань",
    "Asia/Yekaterinburg": (
        "екатеринбург челябинск уфа пермь тюмень оренбург сургут магнитогорск курган нижневартовск нижний_тагил"
        " стерлитамак ханты-мансийск салехард новый_уренгой"
    ),
    "Asia/Omsk": "омск",
    "Asia/Novosibirsk": "новосибирск",
    "Asia/Barnaul": "барнаул бийск горно-алтайск",
    "Asia/Tomsk": "томск",
    "Asia/Novokuznetsk": "кемерово новокузнецк прокопьевск",
    "Asia/Krasnoyarsk": "красноярск абакан норильск кызыл",
    "Asia/Irkutsk": "иркутск улан-удэ ангарск братск",
    "Asia/Chita": "чита",
    "Asia/Yakutsk": "якутск благовещенск",
    "Asia/Vladivostok": "владивосток хабаровск уссурийск находка комсомольск-на-амуре",
    "Asia/Sakhalin": "южно-сахалинск",
    "Asia/Magadan": "магадан",
    "Asia/Kamchatka": "петропавловск-камчатский анадырь",
    "Europe/Minsk": "минск гомель гродно брест витебск могилев",
    "Asia/Almaty": "алматы астана караганда шымкент",
}
"""The largest cities; «_» stands for a blank."""
PREFIXES = ("г. ", "г.", "город ", "гор. ")


def zone_of(customer: Customer) -> ZoneInfo:
    """The client's time zone; asks nothing of the base."""
    name = customer.time_zone if is_zone(customer.time_zone) else zone_of_city(customer.city)
    return ZoneInfo(name or timezone.get_default_timezone_name())


def zone_of_city(city: str) -> str:
    """The zone's name by a city; empty for a city nobody has told us of."""
    word = city.strip().lower().replace("ё", "е")
    for prefix in PREFIXES:
        word = word.removeprefix(prefix)
    return _by_city().get(word.strip(), "")


def is_zone(name: str) -> bool:
    """Whether there is such a zone."""
    return bool(name) and name in _names()


def russian_zones() -> list[str]:
    """Zones offered first, from west to east."""
    return list(CITIES)


@cache
def _by_city() -> dict[str, str]:
    return {city.replace("_", " "): zone for zone, cities in CITIES.items() for city in cities.split()}


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
