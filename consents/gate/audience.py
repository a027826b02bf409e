"""The gate for an audience, up to a million at once: the same answers as `decide`, by one statement."""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg import sql as names

from consents import keyed
from consents.gate import places
from consents.gate.codes import CODES, Verdict
from consents.gate.deciding import STATES
from consents.gate.hours import UNKNOWN, Days
from consents.gate.rules import Book, Caps, Rules
from consents.gate.values import Sending
from core import sql
from customers import zones
from customers.models import Customer

COLUMNS = ("customer_id", "point_id", "verdict", "code", "next_try_at", "use_event", "ads_event")
ADDRESS = "address"
"""What stands at the contact point: for whoever looks for the same one on two cards."""
GATHERED = "consents_gathered"
DEFERS = [code for code, answer in CODES.items() if answer.verdict == Verdict.DEFER]


@dataclass(frozen=True)
class Audience:
    """Whom a message is meant for: a query of our own that gives (customer id, contact point id), its parameters."""

    rows: str
    params: Mapping[str, Any]


def judge(
    sending: Sending,
    audience: Audience,
    *,
    into: str,
    at: dt.datetime | None = None,
    columns: Collection[str] = COLUMNS,
) -> None:
    """Make a temporary table of verdicts. It lives as long as the connection or until it is dropped.

    `columns`: of `COLUMNS` and `ADDRESS`; what is not asked for is not found out.
    """
    with _gathered(audience) as gathered, connection.cursor() as cursor:
        statement, params = _statement(sending, gathered, at)
        parts = {
            "table": names.Identifier(into).as_string(),
            "columns": names.SQL(", ").join(map(names.Identifier, columns)).as_string(),
            "verdicts": statement,
        }
        cursor.execute(sql.statement("consents", "write_verdicts", parts), params)


def count(sending: Sending, audience: Audience, *, at: dt.datetime | None = None) -> dict[str, int]:
    """How many would get each code, in the order of the rules; nothing is kept."""
    with _gathered(audience) as gathered, connection.cursor() as cursor:
        statement, params = _statement(sending, gathered, at)
        cursor.execute(sql.statement("consents", "count_verdicts", {"verdicts": f"({statement})"}), params)
        found = dict(cursor.fetchall())
    return {code: found[code] for code in CODES if code in found}


@contextmanager
def _gathered(audience: Audience) -> Iterator[Audience]:
    """The same people as a table of this transaction that has been counted."""
    parts = {"table": GATHERED, "audience": audience.rows}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.statement("consents", "gather_audience", parts), audience.params)
        cursor.execute(f"ANALYZE {GATHERED}")
        yield Audience(f"SELECT customer_id, point_id FROM {GATHERED}", {})  # noqa: S608 -- a name of our own
        cursor.execute(f"DROP TABLE {GATHERED}")


def _statement(sending: Sending, audience: Audience, at: dt.datetime | None) -> tuple[str, dict[str, Any]]:
    rules = Book(at).rules(sending)
    joins, wholly, keys = _suppressions(sending)
    statement = sql.statement(
        "consents", "judge_audience",
        {"audience": audience.rows, "suppressions": joins, "suppressed": wholly},
    )  # fmt: skip
    return statement, {**audience.params, **keys, **_of_message(rules), **_of_places(rules, audience)}


def _of_message(rules: Rules) -> dict[str, Any]:
    sending, own, together = rules.sending, rules.own, rules.together
    return {
        "now": rules.now,
        "kind": rules.kind,
        "states": json.dumps(STATES),
        "channel": sending.channel,
        "class": sending.message_class.value,
        "family": sending.family.value if sending.family else "",
        "is_ads": sending.is_advertising,
        "purpose": rules.purpose,
        "aim": sending.aim,
        "void": sorted(rules.void),
        "channel_fault": rules.channel_fault,
        "carrier_fault": rules.carrier_fault,
        "content_fault": rules.content_fault,
        "defers": DEFERS,
        **_of_caps("", own),
        **_of_caps("all_", together),
    }


def _of_caps(prefix: str, caps: Caps) -> dict[str, Any]:
    return {
        f"{prefix}day": caps.per_day,
        f"{prefix}week": caps.per_week,
        f"{prefix}month": caps.per_month,
        f"{prefix}gap": caps.gap,
    }


def _suppressions(sending: Sending) -> tuple[str, str, dict[str, Any]]:
    """A join for each key; there is more than one only after the secret was changed."""
    parts, found = [], []
    params: dict[str, bytes] = {}
    for number, pads in enumerate(keyed.all_pads()):
        parts.append(sql.statement("consents", "join_suppression", {"number": str(number)}))
        found.append(f"suppressed_{number}.wholly")
        params |= {f"{name}_{number}": value for name, value in pads.items()}
    return "\n    ".join(parts), f"GREATEST({', '.join(found)})", params


@dataclass(frozen=True)
class Zones:
    """Where clients of an audience live: places they name with their zones, and those that numbers tell."""

    params: Mapping[str, Any]
    """`time_zones`, `cities`, `addresses`, `places`, `phones`, as statements ask for them."""
    names: frozenset[str]
    """All zones that occur; `UNKNOWN` is always among them."""


def zones_of(audience: Audience, kind: str | None) -> Zones:
    """Asked once for a place, not for each client; `kind`: of the contact that is written to."""
    parts = {"audience": audience.rows}
    phones = json.dumps(places.phone_zones() if kind == "phone" else {})
    told = {UNKNOWN}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("consents", "find_places", parts), audience.params)
        rows = cursor.fetchall()
        if kind == "phone":
            cursor.execute(sql.statement("consents", "find_phone_zones", parts), {**audience.params, "phones": phones})
            told |= {zone for (zone,) in cursor.fetchall() if zone}
    found = [_zone(*row) for row in rows]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    params = {
        "time_zones": list(columns[0]),
        "cities": list(columns[1]),
        "addresses": list(columns[2]),
        "places": found,
        "phones": phones,
    }
    return Zones(params, frozenset(told | set(found)))


def _of_places(rules: Rules, audience: Audience) -> dict[str, Any]:
    found = zones_of(audience, rules.kind)
    days = {zone: rules.clock.days(zone) for zone in sorted(found.names)}
    return {**found.params, "zones": json.dumps([_row(zone, of_zone, rules.now) for zone, of_zone in days.items()])}


def _zone(time_zone: str, city: str, address: str) -> str:
    if zones.is_zone(time_zone):
        return time_zone
    return zones.zone_of_place(Customer(city=city, address=address))[0]


def _row(zone: str, days: Days, now: dt.datetime) -> dict[str, Any]:
    return {
        "name": zone,
        "next_open": _text(days.first_open(now)),
        "day": _text(days.since(1)),
        "week": _text(days.since(7)),
        "month": _text(days.since(30)),
        "starts": [_text(at) for at in days.starts],
        "opens": [_text(at) for at in days.opens],
        "closes": [_text(at) for at in days.closes],
        "firsts": [_text(days.first_open(at)) for at in days.starts],
    }


def _text(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
