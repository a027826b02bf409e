"""How values of a card's fields are said in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.text import moments
from customers import zones
from customers.choices import Channel, ContactState, Sex

Names = Mapping[int, str]


def people(ids: Iterable[int | None]) -> Names:
    """Names of users, asked for at once."""
    users = User.objects.filter(pk__in={pk for pk in ids if pk is not None}).order_by("pk")
    return {user.pk: user.full_name for user in users}


def shown(field: str, value: Any, names: Names) -> str:
    """The value of a field (a column's name) for a person; «—» where there is none."""
    if value in (None, ""):
        return "—"
    if field == "responsible_id":
        return names.get(int(value), _("user No. %(number)s") % {"number": value})
    if field == "sex":
        return str(dict(Sex.choices).get(value, value))
    if field == "state":
        return str(dict(ContactState.choices).get(value, value))
    if field == "channel":
        return str(dict(Channel.choices).get(value, value))
    if field == "time_zone":
        return zones.label(str(value))
    if field == "birth_date":
        return moments.short_date(value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)))
    if field == "is_primary":
        return _("yes") if value else _("no")
    return str(value)
