"""Why two cards may be of one client, in words: what each field says, and what that weighs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAID: Mapping[str, Mapping[str, str | Promise]] = {
    "last": {
        "same": _("the same surname"), "sound": _("surnames that sound alike"),
        "swapped": _("surname and first name change places"), "typo": _("surnames one letter apart"),
        "like": _("surnames much alike"), "other": _("other surnames"),
    },
    "first": {
        "same": _("the same first name"), "nick": _("forms of one first name"),
        "swapped": _("first name and surname change places"), "initial": _("an initial of the first name"),
        "typo": _("first names one letter apart"), "other": _("other first names"),
    },
    "middle": {
        "same": _("the same patronymic"), "initial": _("an initial of the patronymic"),
        "typo": _("patronymics one letter apart"), "other": _("other patronymics"),
    },
    "born": {
        "same": _("the same date of birth"), "turned": _("day and month of birth change places"),
        "year": _("the same year of birth, the day left at 1 January"), "digit": _("dates of birth one digit apart"),
        "other": _("other dates of birth"),
    },
    "phone": {"same": _("the same phone"), "digit": _("phones one digit apart"), "other": _("other phones")},
    "email": {
        "same": _("the same e-mail"), "office": _("the same mailbox of a company"),
        "local": _("one e-mail name at two providers"), "typo": _("e-mails one letter apart"),
        "other": _("other e-mails"),
    },
    "city": {"same": _("the same city"), "typo": _("cities much alike"), "other": _("other cities")},
    "address": {
        "same": _("the same address"), "like": _("addresses much alike"), "some": _("addresses somewhat alike"),
        "other": _("other addresses"),
    },
    "place": {
        "same": _("the same numbers in the address"), "some": _("one of the numbers in the address"),
        "other": _("other numbers in the address"),
    },
    "company": {
        "same": _("the same name of the company"), "sound": _("names of the company that sound alike"),
        "typo": _("names of the company one letter apart"), "like": _("names of the company much alike"),
        "other": _("other names of the company"),
    },
    "inn": {"same": _("the same INN"), "branch": _("one INN, another branch"), "other": _("another INN")},
    "household": {
        "first": _("looks like a relative: another first name"),
        "middle": _("looks like a namesake: another patronymic"),
        "born": _("looks like a relative: one phone, another date of birth"),
    },
}  # fmt: skip
"""By field and outcome, as `sql/score_pairs.sql` names them."""


def words(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """«the same phone +17», the heaviest first; what speaks against it last."""
    ordered = sorted(reasons, key=lambda one: -float(one["weight"]))
    return [f"{text} {float(one['weight']):+g}" for one in ordered if (text := said(one))]


def in_favour(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """What speaks for one client, without weights, the heaviest first."""
    ordered = sorted(reasons, key=lambda one: -float(one["weight"]))
    return [text for one in ordered if float(one["weight"]) > 0 and (text := said(one))]


def said(reason: Mapping[str, Any]) -> str:
    """One reason in words; empty for one of another version of the matcher."""
    return str(SAID.get(str(reason["field"]), {}).get(str(reason["outcome"]), ""))
