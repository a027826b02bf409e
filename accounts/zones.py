"""Time zones to choose from: Russia's first, west to east, then the rest of the world."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

RUSSIA = {
    "Europe/Kaliningrad": gettext_noop("Kaliningrad"),
    "Europe/Moscow": gettext_noop("Moscow"),
    "Europe/Samara": gettext_noop("Samara"),
    "Asia/Yekaterinburg": gettext_noop("Yekaterinburg"),
    "Asia/Omsk": gettext_noop("Omsk"),
    "Asia/Novosibirsk": gettext_noop("Novosibirsk"),
    "Asia/Krasnoyarsk": gettext_noop("Krasnoyarsk"),
    "Asia/Irkutsk": gettext_noop("Irkutsk"),
    "Asia/Yakutsk": gettext_noop("Yakutsk"),
    "Asia/Vladivostok": gettext_noop("Vladivostok"),
    "Asia/Magadan": gettext_noop("Magadan"),
    "Asia/Kamchatka": gettext_noop("Kamchatka"),
}
AREAS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def time_zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (name, label with today's distance from UTC)."""
    now = datetime.now(UTC)
    world = sorted(name for name in available_timezones() if name.startswith(AREAS) and name not in RUSSIA)
    return [
        (_("Russia"), [(name, _label(name, now)) for name in RUSSIA]),
        (_("World"), [(name, _label(name, now)) for name in world]),
    ]


def _label(name: str, now: datetime) -> str:
    offset = now.astimezone(ZoneInfo(name)).utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    city = _(RUSSIA[name]) if name in RUSSIA else name.replace("_", " ")
    return f"{city} (UTC{sign}{hours}{f':{rest:02}' if rest else ''})"
