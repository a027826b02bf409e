"""More of the demo cards: messengers, dates, who is whom to whom, a tag with data, dictionaries, a standard.

Each is one statement over the whole base; the same seed gives the same rows, whatever ids the clients got.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, transaction

from core.registries.demo import DemoPart, DemoPlan, demo_parts
from customers.dictionaries.lookup import key_sql
from customers.models import StandardRule, Tag

NUMBERED = """numbered AS (
    SELECT id, kind, sex, created_at, row_number() OVER (PARTITION BY kind ORDER BY id) AS n FROM customers_customer)"""
POINTS = """INSERT INTO customers_contactpoint
           (id, customer_id, kind, raw, value, problem, label, is_primary, position, created_at)
    SELECT md5(concat_ws(':', %(seed)s::int, made.whose, made.n, made.kind))::uuid,
           made.id, made.kind, made.raw, made.value, '', '', true, 0, made.created_at"""
NO_SUCH_POINT = """NOT EXISTS (SELECT 1 FROM customers_contactpoint old
                                WHERE old.customer_id = made.id AND old.kind = made.kind)"""
# The number of the card where the messenger knows people by it: invented there, invented here.
MESSENGERS = f"""WITH {NUMBERED}
{POINTS}
      FROM (SELECT c.id, c.n, c.created_at, c.kind AS whose, p.value AS raw, p.value,
                   (ARRAY['whatsapp', 'telegram', 'max'])[c.n %% 3 + 1] AS kind
              FROM numbered c
              JOIN customers_contactpoint p ON p.customer_id = c.id AND p.kind = 'phone' AND p.is_primary
             WHERE c.kind = 'person' AND (c.n + %(seed)s) %% 5 < 2 AND p.value LIKE '+79%%') AS made
     WHERE {NO_SUCH_POINT}
    ON CONFLICT DO NOTHING"""  # noqa: S608
SITES = f"""WITH {NUMBERED}
{POINTS}
      FROM (SELECT c.id, c.n, c.created_at, c.kind AS whose, 'site' AS kind,
                   split_part(p.value, '@', 2) AS raw, 'https://' || split_part(p.value, '@', 2) AS value
              FROM numbered c
              JOIN customers_contactpoint p ON p.customer_id = c.id AND p.kind = 'email' AND p.is_primary
             WHERE c.kind = 'company' AND p.value ~ '^[^@]+@[a-z][a-z0-9-]*[.]example[.]com$'
               AND split_part(p.value, '.example', 1) !~ '@(mail|post|work)$') AS made
     WHERE {NO_SUCH_POINT}
    ON CONFLICT DO NOTHING"""  # noqa: S608
DATES = f"""WITH {NUMBERED}
    INSERT INTO customers_customerdate (customer_id, kind, label, day, month, year, created_at)
    SELECT made.id, made.what, made.label, extract(day FROM made.on_day), extract(month FROM made.on_day),
           CASE WHEN made.n %% 3 > 0 THEN extract(year FROM made.on_day) END, made.created_at
      FROM (SELECT id, n, created_at,
                   CASE WHEN kind = 'company' THEN (ARRAY['contract', 'founded'])[n %% 2 + 1]
                        ELSE (ARRAY['child', 'wedding', 'spouse', 'child'])[n %% 4 + 1] END AS what,
                   CASE WHEN kind = 'company' AND n %% 2 = 0 THEN '№ ' || n %% 900 + 1
                        WHEN kind = 'person' AND n %% 4 IN (0, 3) THEN (%(children)s::text[])[n / 4 %% 8 + 1]
                        ELSE '' END AS label,
                   %(day)s::date - 400 - (n * 37 %% 4000)::int AS on_day
              FROM numbered WHERE (n + %(seed)s) %% 7 < 2) AS made
     WHERE NOT EXISTS (SELECT 1 FROM customers_customerdate old WHERE old.customer_id = made.id)"""  # noqa: S608
# Two companies of three have somebody who speaks for them; some people came on the advice of those before them.
RELATIONS = f"""WITH {NUMBERED}, people AS (SELECT id, n, created_at FROM numbered WHERE kind = 'person')
    INSERT INTO customers_relation (customer_id, other_id, kind, role, created_at)
    SELECT firm.id, who.id, (ARRAY['contact', 'director', 'accountant'])[firm.n %% 3 + 1],
           CASE WHEN firm.n %% 3 = 0 THEN (%(roles)s::text[])[firm.n / 3 %% 4 + 1] ELSE '' END,
           greatest(firm.created_at, who.created_at)
      FROM numbered firm JOIN people who ON who.n = firm.n * 5 WHERE firm.kind = 'company'
    UNION ALL
    SELECT came.id, adviser.id, 'referred', '', came.created_at
      FROM people came JOIN people adviser ON adviser.n = came.n / 2 WHERE came.n > 1 AND came.n %% 19 = 3
    ON CONFLICT DO NOTHING"""  # noqa: S608
WORN = f"""WITH {NUMBERED}
    INSERT INTO customers_customertag (customer_id, tag_id, data, created_at)
    SELECT id, %(tag)s, (ARRAY['5 %%', '7 %%', '10 %%'])[n %% 3 + 1], created_at FROM numbered
     WHERE kind = 'person' AND (n + %(seed)s) %% 23 = 0
    ON CONFLICT DO NOTHING"""  # noqa: S608
CHECKS = f"""WITH {NUMBERED}
    INSERT INTO customers_cardcheck (customer_id, checked_at)
    SELECT id, (%(day)s::date - (n * 13 %% 500)::int)::timestamp AT TIME ZONE 'UTC' FROM numbered WHERE n %% 6 = 0
    ON CONFLICT DO NOTHING"""  # noqa: S608
VALUES = f"""INSERT INTO customers_dictionaryterm (dictionary, text, key, created_at)
    SELECT 'city', city, {key_sql("city")}, %(day)s::timestamp AT TIME ZONE 'UTC'
      FROM (SELECT DISTINCT city FROM customers_customer WHERE city <> '') AS known ORDER BY city COLLATE "C"
    ON CONFLICT DO NOTHING"""  # noqa: S608
WRITINGS = f"""INSERT INTO customers_dictionaryterm (dictionary, text, key, means_id, created_at)
    SELECT 'city', said.text, {key_sql("said.text")}, term.id, term.created_at
      FROM unnest(%(said)s::text[], %(meant)s::text[]) WITH ORDINALITY AS said (text, city, place)
      JOIN customers_dictionaryterm term ON term.dictionary = 'city' AND term.text = said.city
     ORDER BY said.place
    ON CONFLICT DO NOTHING"""  # noqa: S608
CITIES = (
    ("МСК", "Москва"), ("г. Москва", "Москва"), ("СПб", "Санкт-Петербург"), ("Питер", "Санкт-Петербург"),
    ("г. Казань", "Казань"), ("Екб", "Екатеринбург"), ("НСК", "Новосибирск"), ("Ростов", "Ростов-на-Дону"),
    ("Н. Новгород", "Нижний Новгород"), ("Челны", "Набережные Челны"),
)  # fmt: skip
CHILDREN = ("Маша", "Тимур", "Соня", "Артём", "Алиса", "Егор", "Камилла", "Лев")
ROLES = ("закупки", "согласует счета", "принимает товар", "выбирает образцы")
CARD = ("карта клиента", 5, "скидка по карте")
RULES: tuple[tuple[str, str, list[str], int | None], ...] = (
    ("Частный клиент: минимум", "person", ["phone", "city", "source", "birth_date"], None),
    ("Компания: реквизиты", "company", ["phone", "email", "inn", "city"], 12),
)


def register() -> None:
    """Offer them to `seed_demo`, after the cards and their own fields."""
    demo_parts.add(DemoPart(code="card_extras", make=make, weight=16))


@transaction.atomic
def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """Write all of it; what stands there already stays."""
    name, hue, asked = CARD
    tag, _made = Tag.objects.get_or_create(name=name, defaults={"hue": hue, "data_label": asked})
    for title, kind, codes, months in RULES:
        StandardRule.objects.get_or_create(
            name=title, defaults={"kind": kind, "fields": codes, "recheck_months": months}
        )
    said, meant = ([pair[side] for pair in CITIES] for side in (0, 1))
    told = {
        "seed": plan.seed % 1000, "day": plan.end_date, "tag": tag.pk, "said": said, "meant": meant,
        "children": list(CHILDREN), "roles": list(ROLES),
    }  # fmt: skip
    counts = {
        "messengers": _run(MESSENGERS, told) + _run(SITES, told),
        "dates": _run(DATES, told),
        "relations": _run(RELATIONS, told),
        "dictionary_words": _run(VALUES, told) + _run(WRITINGS, told),
    }
    _run(WORN, told)
    _run(CHECKS, told)
    return counts


def _run(sql: str, told: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return int(cursor.rowcount)
