"""The gate over an audience, every verdict written with its code, against the same tables joined and counted."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from consents import gate, keyed
from consents.gate import Audience, Sending
from consents.models.gate import MessageClass
from crm.benches.base import fresh_base, settle
from crm.benches.result import BenchPlan, BenchResult
from customers.normalise.cities import CITIES

AT_ONCE = 100_000
TIMES = 3
NOON = dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC)
"""In Moscow, on a Wednesday: a time to send in most of the country."""
MESSAGE = Sending(
    channel="sms", message_class=MessageClass.ADVERTISING, approved_by=1, sender="Kartoteka", can_unsubscribe=True
)
AUDIENCE = Audience("SELECT customer_id, point_id FROM bench_audience", {})
GATHER = """
CREATE TEMPORARY TABLE bench_audience AS
SELECT customer_id, id AS point_id FROM customers_contactpoint WHERE kind = 'phone' AND is_primary
"""
PLACES = [*(cities.split()[0] for cities in CITIES.values()), "Village", ""]
"""A city of each zone, one of which nobody has told, and none."""
CLIENTS = """
INSERT INTO customers_customer (kind, last_name, first_name, middle_name, name, sort_name, sex, city, created_at,
       updated_at, archived_at)
SELECT 'person', 'Client', n::text, '', 'Client ' || n, 'client ' || n, '', (%(cities)s::text[])[1 + n %% %(places)s],
       %(now)s, %(now)s, CASE WHEN n %% 100 = 7 THEN %(now)s::timestamptz END
  FROM generate_series(%(from)s, %(to)s) AS g (n)
"""
POINTS = """
INSERT INTO customers_contactpoint (id, customer_id, kind, raw, value, problem, label, is_primary, position, created_at)
SELECT gen_random_uuid(), c.id, 'phone', value, value, '', '', true, 0, %(now)s
  FROM (SELECT id, '+79' || lpad(first_name, 9, '0') AS value FROM customers_customer
         WHERE first_name::bigint BETWEEN %(from)s AND %(to)s) c
"""
STATES = """
INSERT INTO consents_consentstate (point_id, purpose_id, channel_id, status, since, last_event_id)
SELECT p.id, purpose, 'sms', CASE WHEN right(p.value, 2) < '10' THEN 'withdrawn' ELSE 'granted' END, %(now)s, 1
  FROM customers_contactpoint p
 CROSS JOIN (VALUES ('marketing'), ('advertising')) AS v (purpose)
 WHERE right(p.value, 9)::bigint BETWEEN %(from)s AND %(to)s
"""
STOPS = """
INSERT INTO consents_suppression (value_hmac, kind, channel, scope, purpose, reason, source, created_at, lifted_why)
SELECT consents_keyed('phone', p.value, %(inner)s, %(outer)s), 'phone', '', 'all', '', 'unsubscribe', '', %(now)s, ''
  FROM customers_contactpoint p
 WHERE right(p.value, 9)::bigint BETWEEN %(from)s AND %(to)s AND right(p.value, 2) IN ('11', '12')
"""
LOADS = """
INSERT INTO consents_contactload (customer_id, message_class, family, recent)
SELECT c.id, 'advertising', v.family,
       ARRAY[%(now)s::timestamptz - (c.first_name::bigint %% 5 * 7 + 1) * interval '1 hour',
             %(now)s::timestamptz - (c.first_name::bigint %% 9 + 2) * interval '1 day']
  FROM customers_customer c CROSS JOIN (VALUES ('sms'), ('all')) AS v (family)
 WHERE c.first_name::bigint BETWEEN %(from)s AND %(to)s AND c.first_name::bigint %% 5 < 2
"""
FLOOR = """
SELECT count(p.id), count(u.status), count(g.status), count(s.id), count(l.recent), count(t.recent)
  FROM ({audience}) AS a (customer_id, point_id)
  JOIN customers_contactpoint p ON p.id = a.point_id
  LEFT JOIN consents_consentstate u
    ON u.point_id = p.id AND u.purpose_id = 'marketing' AND u.channel_id = 'sms'
  LEFT JOIN consents_consentstate g
    ON g.point_id = p.id AND g.purpose_id = 'advertising' AND g.channel_id = 'sms'
  LEFT JOIN consents_suppression s ON s.value_hmac = consents_keyed(p.kind, p.value, %(inner)s, %(outer)s)
  LEFT JOIN consents_contactload l
    ON l.customer_id = a.customer_id AND l.message_class = 'advertising' AND l.family = 'sms'
  LEFT JOIN consents_contactload t
    ON t.customer_id = a.customer_id AND t.message_class = 'advertising' AND t.family = 'all'
"""


def run(plan: BenchPlan) -> BenchResult:
    """Best of three of each: the joins alone, the verdicts written, the verdicts counted by code."""
    with fresh_base():
        fill(plan.customers)
        settle()
        _run(GATHER)
        _run("ANALYZE bench_audience")
        floor = _best(lambda: _run(FLOOR.format(audience=AUDIENCE.rows), keyed.pads()))
        written = _best(_judge)
        counted = _best(lambda: gate.count(MESSAGE, AUDIENCE, at=NOON))
        codes = gate.count(MESSAGE, AUDIENCE, at=NOON)
        _run("DROP TABLE bench_audience")  # a session with temporary tables ends too slowly for its base to be dropped
    return BenchResult(
        figures={
            "recipients": plan.customers,
            "joins_seconds": round(floor, 3),
            "written_seconds": round(written, 3),
            "counted_seconds": round(counted, 3),
            **{f"code_{code}": number for code, number in codes.items()},
        },
        ratios={"written": round(written / floor, 2), "counted": round(counted / floor, 2)},
    )


def fill(customers: int) -> None:
    """Clients with a phone each, consents, stops and messages of late."""
    params: dict[str, Any] = {
        "now": NOON - dt.timedelta(days=30),
        "cities": PLACES,
        "places": len(PLACES),
        **keyed.pads(),
    }
    for statement in (CLIENTS, POINTS, STATES, STOPS):
        _in_batches(statement, customers, params)
    _in_batches(LOADS, customers, {**params, "now": NOON})


def _in_batches(statement: str, count: int, params: dict[str, Any]) -> None:
    for start in range(1, count + 1, AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
            cursor.execute("SET LOCAL kartoteka.values_later TO 'on'")
            cursor.execute("SET LOCAL kartoteka.consents_later TO 'on'")
            cursor.execute(statement, {**params, "from": start, "to": min(start + AT_ONCE - 1, count)})


def _judge() -> None:
    gate.judge(MESSAGE, AUDIENCE, into="bench_verdicts", at=NOON)
    _run("DROP TABLE bench_verdicts")


def _best(act: Callable[[], object]) -> float:
    found = []
    for _time in range(TIMES):
        started = time.perf_counter()
        act()
        found.append(time.perf_counter() - started)
    return min(found)


def _run(statement: str, params: dict[str, bytes] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
