"""A large base made by the database itself: what a measurement of sums needs, in minutes where `seed_demo` takes hours.

Clients have a name and no ways to reach them, purchases their sums and no lines. They are spread as the demo's are: the
best fifth of the clients brings most of the purchases, and of the days the last ones have more.
"""

from django.db import connection, transaction

from crm.benches.base import END

AT_ONCE = 100_000
CLIENTS = """
INSERT INTO customers_customer (kind, last_name, first_name, middle_name, name, sort_name, sex, city, created_at,
       updated_at)
SELECT 'person', 'Client', n::text, '', 'Client ' || n, 'client ' || n, '', 'City ' || n %% 50,
       %(end)s::timestamptz - (%(last)s - n) * interval '1 minute', %(end)s
  FROM generate_series(%(from)s, %(to)s) AS g (n)
"""
PURCHASES = """
INSERT INTO sales_purchase (customer_id, number, purchased_at, status, currency, rate, own_total, total, cost, discount,
       profit, created_at, updated_at)
SELECT %(first)s + (hashint8(floor(%(clients)s * one ^ 2.6)::bigint)::bigint + 2147483648) %% %(clients)s,
       lpad(n::text, 8, '0'), at, status, 'RUB', 1, total, total, round(total * 0.6, 2), round(total * 0.05, 2),
       total - round(total * 0.6, 2), at, at
  FROM (SELECT n, one, %(end)s::timestamptz - 1095 * two ^ 1.3 * interval '1 day' AS at,
               CASE WHEN three < 0.03 THEN 'invoiced' WHEN three < 0.05 THEN 'returned' ELSE 'paid' END AS status,
               round((CASE WHEN three BETWEEN 0.03 AND 0.05 THEN -1 ELSE 1 END * (100 + 20000 * four))::numeric, 2)
                   AS total
          FROM (SELECT n, random() AS one, random() AS two, random() AS three, random() AS four
                  FROM generate_series(%(from)s, %(to)s) AS g (n)) dice) made
"""


def fill(customers: int, purchases: int) -> None:
    """Write both in batches; values are left as an empty base has them, so that a rebuild writes them."""
    _in_batches(CLIENTS, customers, {"last": customers})
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id) FROM customers_customer")
        first = cursor.fetchone()[0]
    _in_batches(PURCHASES, purchases, {"first": first, "clients": customers})


def _in_batches(statement: str, count: int, more: dict[str, int]) -> None:
    for start in range(1, count + 1, AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
            cursor.execute("SET LOCAL kartoteka.values_later TO 'on'")
            cursor.execute("SELECT setseed(%s)", [start % 997 / 997])
            cursor.execute(statement, {"from": start, "to": min(start + AT_ONCE - 1, count), "end": END, **more})
