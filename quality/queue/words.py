"""In what two cards agree, in a few words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELDS: dict[str, str | Promise] = {
    "last": _("surname"),
    "first": _("first name"),
    "nick": _("first name"),
    "middle": _("patronymic"),
    "company": pgettext_lazy("of a company", "name"),
    "born": _("date of birth"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "city": _("city"),
    "address": _("address"),
    "place": _("address"),
    "inn": _("INN"),
    "kpp": _("KPP"),
}
NAMED = 3


def agreed(reasons: Iterable[Mapping[str, Any]], named: int = NAMED) -> str:
    """Fields that speak for one client, the heaviest first, each once."""
    heaviest = sorted(reasons, key=lambda one: -float(one.get("weight", 0)))
    found = (
        str(FIELDS[one["field"]]) for one in heaviest if float(one.get("weight", 0)) > 0 and one["field"] in FIELDS
    )
    return ", ".join(list(dict.fromkeys(found))[:named])


def opposed(reasons: Iterable[Mapping[str, Any]]) -> str:
    """Fields that speak against it."""
    found = (str(FIELDS[one["field"]]) for one in reasons if float(one.get("weight", 0)) < 0 and one["field"] in FIELDS)
    return ", ".join(dict.fromkeys(found))
