"""Own fields of the demo base: what a small business asks of its clients, filled on some of them."""

from collections.abc import Callable

from django.db import connection

from core.registries.demo import DemoPart, DemoPlan, demo_parts
from customers.models import CustomField

FIELDS = (
    ("razmer", "Размер одежды", "choice", "person", "Предпочтения", "", ("XS", "S", "M", "L", "XL")),
    ("avtomobil", "Автомобиль", "text", "person", "Предпочтения", "", ()),
    ("kanaly", "Удобные каналы", "multi", "", "Предпочтения", "", ("Телефон", "Почта", "Мессенджер", "Лично")),
    ("ploschad", "Площадь офиса", "decimal", "company", "О договоре", "м²", ()),
    ("dogovor", "Дата договора", "date", "company", "О договоре", "", ()),
)
CARS = ("Лада Веста", "Лада Гранта", "Haval Jolion", "Chery Tiggo 7", "Geely Monjaro", "УАЗ Патриот")


def register() -> None:
    """Offer them to `seed_demo`."""
    demo_parts.add(DemoPart(code="own_fields", make=make, weight=15))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """One statement; the same seed gives the same values, whatever ids the clients got."""
    keys = [_field(place, *one) for place, one in enumerate(FIELDS, 1)]
    size, car, ways, area, contract = keys
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO customers_customvalues (customer_id, "values")
               SELECT c.id, CASE c.kind
                   WHEN 'person' THEN jsonb_build_object(
                       %(size)s::text, 'o' || (c.n / 7) %% 5 + 1,
                       %(car)s::text, (%(cars)s::text[])[(c.n / 11) %% 6 + 1],
                       %(ways)s::text, jsonb_build_array('o' || (c.n / 13) %% 4 + 1))
                   ELSE jsonb_build_object(
                       %(area)s::text, ((c.n * 37) %% 900 + 12)::text,
                       %(contract)s::text, (%(day)s::date - ((c.n * 17) %% 1500)::int)::text)
                   END
                 FROM (SELECT id, kind, row_number() OVER (ORDER BY id) + %(seed)s %% 100 AS n
                         FROM customers_customer) AS c
                WHERE c.n %% 7 IN (0, 3)
               ON CONFLICT DO NOTHING""",
            {
                "size": size, "car": car, "ways": ways, "area": area, "contract": contract,
                "cars": list(CARS), "day": plan.end_date, "seed": plan.seed,
            },
        )  # fmt: skip
        return {"own_values": int(cursor.rowcount)}


def _field(
    place: int, code: str, name: str, kind: str, whose: str, section: str, unit: str, options: tuple[str, ...]
) -> str:
    own, _made = CustomField.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "type": kind,
            "kind": whose,
            "section": section,
            "unit": unit,
            "position": place,
            "options": [{"id": f"o{at}", "name": option} for at, option in enumerate(options, 1)],
        },
    )
    return own.key
