"""Consents in the catalogue of clients: what may be sent, and each consent that advertising rests on.

All of it stands in the one row beside each client (`ClientConsents`): the mildest state among his contacts.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from consents.choices import ADVERTISING, MARKETING, Status
from consents.words import CHANNELS
from core.registries.fields import Field, FieldType, fields

ADS = (
    "SELECT 1 FROM consents_clientconsents n CROSS JOIN LATERAL unnest(n.ads) AS a (channel)"
    " WHERE n.customer_id = {c}.id AND {test}"
)
BESIDE = "SELECT 1 FROM consents_clientconsents n WHERE n.customer_id = {c}.id AND {test}"
INNER = "COALESCE(n.states->>'%s', 'none')"
ALONE = "(SELECT COALESCE(n.states->>'%s', 'none') FROM consents_clientconsents n WHERE n.customer_id = {c}.id)"
REACHED = ("call", "sms", "email", "max", "vk", "telegram", "whatsapp", "robocall")
"""Channels that contacts of a card are reached by."""
LABELS = {MARKETING: _("Data for promotion: {channel}"), ADVERTISING: _("Advertising: {channel}")}
Quick = Callable[[str, list[Any]], tuple[str, list[Any]] | None]


def register() -> None:
    """One column of channels, and a state for each of the two consents by channel."""
    fields.add(
        Field(
            code="consents",
            label=_("Consents to advertising"),
            type=FieldType.MULTI,
            sql="a.channel",
            within=ADS,
            choices=_channels,
            weight=600,
        )
    )
    for start, purpose in ((610, ADVERTISING), (630, MARKETING)):
        for place, channel in enumerate(REACHED):
            fields.add(_state(start + place, purpose, channel))


def _state(weight: int, purpose: str, channel: str) -> Field:
    key = f"{purpose}.{channel}"
    return Field(
        code=f"consent.{key}",
        label=_named(purpose, channel),
        type=FieldType.CHOICE,
        sql=ALONE.replace("%s", key),
        beside=BESIDE,
        inner=INNER.replace("%s", key),
        quick=_quick(key),
        choices=_statuses,
        weight=weight,
    )


def _named(purpose: str, channel: str) -> str | Promise:
    return format_lazy(LABELS[purpose], channel=CHANNELS[channel])


def _quick(key: str) -> Quick:
    """States that somebody wrote are found by the index of states; «never asked» is not among them."""

    def test(operator: str, params: list[Any]) -> tuple[str, list[Any]] | None:
        if operator != "is" or not params or Status.NONE in params[0]:
            return None
        either = " OR ".join(["n.states @> %s::jsonb"] * len(params[0]))
        return f"({either})", [json.dumps({key: value}) for value in params[0]]

    return test


def _channels() -> Mapping[str, str | Promise]:
    return {code: CHANNELS[code] for code in REACHED}


def _statuses() -> Mapping[str, str | Promise]:
    return {status.value: status.label for status in Status}
