"""What becomes of a card's own rows when it is merged into another: nothing is lost, nothing stands there twice."""

from django.db import connection

from core.registries.merging import Joining, MergeRule, merge_rules
from customers.models import CustomField
from customers.models.custom_field import CustomType

SAME_POINT = "s.kind = m.kind AND s.value = m.value AND (m.value <> '' OR (s.raw, s.problem) = (m.raw, m.problem))"
STANDING_POINT = f"s.customer_id = %(survivor)s AND s.archived_at IS NULL AND {SAME_POINT}"
POINTS, TAGS, DATES = "customers_contactpoint", "customers_customertag", "customers_customerdate"
FILES, TIES = "customers_customerfile", "customers_relation"
THIRD = "CASE WHEN m.customer_id = %(duplicate)s THEN m.other_id ELSE m.customer_id END"

SURVIVING_POINT = """COALESCE((SELECT s.id FROM customers_contactpoint o JOIN customers_contactpoint s
    ON s.customer_id = %(survivor)s AND s.archived_at IS NULL AND s.kind = o.kind AND s.value = o.value
   AND (o.value <> '' OR s.raw = o.raw)
    WHERE o.id = m.point_id AND o.customer_id = %(duplicate)s ORDER BY s.position, s.id LIMIT 1), m.point_id)"""
"""Of a row that names a contact: the survivor's like it, where both cards had it; else the contact itself."""


def twin(table: str, same: str) -> str:
    """Condition: the survivor has a row `s` like `m`."""
    return f"EXISTS (SELECT 1 FROM {table} s WHERE s.customer_id = %(survivor)s AND {same})"


def register() -> None:
    """Say it of every table of ours where rows of two cards may be the same."""
    merge_rules.add(
        MergeRule(
            code="customers.contactpoint",
            before=_join_points,
            stays=f"EXISTS (SELECT 1 FROM {POINTS} s WHERE {STANDING_POINT})",
            sets={
                "is_primary": f"m.is_primary AND NOT {twin(POINTS, 's.kind = m.kind AND s.is_primary')}",
                "position": "LEAST(32767, m.position + 1 + COALESCE((SELECT max(s.position)"
                f" FROM {POINTS} s WHERE s.customer_id = %(survivor)s AND s.kind = m.kind), -1))",
            },
            weight=10,
        ),
        MergeRule(code="customers.customertag", before=_join_tags, stays=twin(TAGS, "s.tag_id = m.tag_id")),
        MergeRule(
            code="customers.customerdate",
            stays=twin(
                DATES,
                "(s.kind, lower(s.label), s.day, s.month) = (m.kind, lower(m.label), m.day, m.month)"
                " AND s.year IS NOT DISTINCT FROM m.year",
            ),
        ),
        MergeRule(
            code="customers.customerfile",
            stays=twin(FILES, "s.file_id = m.file_id"),
            sets={"is_photo": f"m.is_photo AND NOT {twin(FILES, 's.is_photo')}"},
        ),
        MergeRule(
            code="customers.relation",
            before=_untie,
            stays=f"EXISTS (SELECT 1 FROM {TIES} s WHERE s.kind = m.kind AND s.id <> m.id"
            f" AND (s.customer_id, s.other_id) IN ((%(survivor)s, {THIRD}), ({THIRD}, %(survivor)s)))",
        ),
        MergeRule(code="customers.customvalues", run=_join_own_values),
    )


def _join_points(joining: Joining) -> None:
    """Where both have the number, the survivor's learns what only the other knew, and the other leaves its card."""
    both = f"m.customer_id = %(duplicate)s AND m.archived_at IS NULL AND {STANDING_POINT}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE {POINTS} s
                   SET label = COALESCE(NULLIF(s.label, ''), m.label),
                       extension = COALESCE(NULLIF(s.extension, ''), m.extension),
                       state = COALESCE(NULLIF(s.state, ''), m.state),
                       state_at = CASE WHEN s.state = '' THEN m.state_at ELSE s.state_at END,
                       state_by_id = CASE WHEN s.state = '' THEN m.state_by_id ELSE s.state_by_id END,
                       state_why = CASE WHEN s.state = '' THEN m.state_why ELSE s.state_why END
                  FROM {POINTS} m WHERE {both}
                   AND ((s.label = '' AND m.label <> '') OR (s.extension = '' AND m.extension <> '')
                        OR (s.state = '' AND m.state <> ''))""",
            joining.params(),
        )
        cursor.execute(
            f"UPDATE {POINTS} m SET archived_at = now(), is_primary = false FROM {POINTS} s WHERE {both}",
            joining.params(),
        )


def _join_tags(joining: Joining) -> None:
    """A tag on both keeps the data of either."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE {TAGS} s SET data = m.data FROM {TAGS} m
                 WHERE s.customer_id = %(survivor)s AND m.customer_id = %(duplicate)s AND s.tag_id = m.tag_id
                   AND s.data = '' AND m.data <> ''""",
            joining.params(),
        )


def _untie(joining: Joining) -> None:
    """What the two were to each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""DELETE FROM {TIES} WHERE (customer_id, other_id) IN
                ((%(survivor)s, %(duplicate)s), (%(duplicate)s, %(survivor)s))""",
            joining.params(),
        )


def _join_own_values(joining: Joining) -> int:
    """Own fields the survivor has nothing in; and whoever points at the merged card points at the survivor."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO customers_customvalues (customer_id, "values", made_in)
               SELECT c.id, '{}', c.made_in FROM customers_customer c JOIN customers_customvalues m
                   ON m.customer_id = %(duplicate)s AND m."values" <> '{}' WHERE c.id = %(survivor)s
               ON CONFLICT DO NOTHING""",
            joining.params(),
        )
        cursor.execute(
            """UPDATE customers_customvalues s SET "values" = m."values" || s."values"
                 FROM customers_customvalues m WHERE s.customer_id = %(survivor)s AND m.customer_id = %(duplicate)s
                  AND NOT s."values" ?& ARRAY(SELECT jsonb_object_keys(m."values"))
            RETURNING (SELECT count(*) FROM jsonb_object_keys(s."values"))
                      - (SELECT count(*) FROM jsonb_object_keys(
                            (SELECT o."values" FROM customers_customvalues o WHERE o.customer_id = s.customer_id)))""",
            joining.params(),
        )
        taken = cursor.fetchone()
    _point_at_survivor(joining)
    return int(taken[0]) if taken else 0


def _point_at_survivor(joining: Joining) -> None:
    fields = CustomField.objects.filter(type=CustomType.CLIENT, is_sensitive=False).order_by("pk")
    with connection.cursor() as cursor:
        for one in fields:
            cursor.execute(
                """UPDATE customers_customvalues SET "values" = "values" || jsonb_build_object(%(key)s, %(survivor)s)
                    WHERE "values" @> jsonb_build_object(%(key)s, %(duplicate)s)""",
                {**joining.params(), "key": one.key},
            )
