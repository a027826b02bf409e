"""Counts messages that went out: `messaging` tells of each, the gate reads."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from consents.models.gate import FAMILIES, MOST_IN_A_PERIOD, MessageClass
from core import sql

GIVEN = "unnest(%(customers)s::bigint[], %(classes)s::text[], %(families)s::text[], %(moments)s::timestamptz[])"

BY_CHANNEL = """(
SELECT one.customer_id, one.class, %(families)s::jsonb ->> one.channel, one.at
  FROM ({rows}) AS one (customer_id, class, channel, at))"""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One message that was handed over."""

    customer_id: int
    channel: str
    message_class: MessageClass
    at: dt.datetime


def record(messages: Iterable[Sent]) -> None:
    """Add these to what the clients got of late. One statement; call it in the transaction of the hand-over."""
    rows = [(one.customer_id, one.message_class.value, FAMILIES[one.channel].value, one.at) for one in messages]
    if not rows:
        return
    people, classes, families, moments = (list(column) for column in zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.statement("consents", "add_load", {"told": GIVEN}),
            {
                "customers": people, "classes": classes, "families": families, "moments": moments,
                "most": MOST_IN_A_PERIOD,
            },
        )  # fmt: skip


def part(rows: str) -> str:
    """The same as a part of a larger statement: `rows` is SQL that gives (client, class, channel, moment).

    The statement takes `PARAMS` beside its own.
    """
    return sql.statement("consents", "add_load", {"told": BY_CHANNEL.replace("{rows}", rows)})


PARAMS: dict[str, Any] = {"families": json.dumps(FAMILIES), "most": MOST_IN_A_PERIOD}
