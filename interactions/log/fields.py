"""The last touch in the catalogue of clients: when, by whom, how.

A scalar look-up by the primary key of the one row that every client has: sorting is bounded by the list (10,000 rows).
A filter joins that row, so that the index by time answers for touches that are rare. Who was never touched is silent
since he came.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.registries.fields import Field, FieldType, fields
from interactions.log.choices import Direction, InteractionKind

BESIDE = "SELECT 1 FROM interactions_lasttouch t WHERE t.customer_id = {c}.id AND t.at > 'epoch' AND {test}"
OF_CLIENT = "(SELECT t.{column} FROM interactions_lasttouch t WHERE t.customer_id = {{c}}.id AND t.at > 'epoch')"
TALKS = (InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.VISIT)
"""Of both sides, whoever began."""
MISSED_DAYS = 14
"""An older call that nobody returned waits for nobody any more."""
UNANSWERED = f"""interactions_interaction m
    WHERE m.customer_id = {{c}}.id AND m.archived_at IS NULL AND m.direction = '{Direction.MISSED.value}'
      AND m.at >= now() - interval '{MISSED_DAYS} days' AND NOT EXISTS (
          SELECT 1 FROM interactions_interaction l
           WHERE l.customer_id = m.customer_id AND l.archived_at IS NULL AND l.at > m.at
             AND (l.direction IN ('{Direction.OUT.value}', '{Direction.MISSED.value}')
                  OR l.kind IN ({", ".join(f"'{kind.value}'" for kind in TALKS)})))"""  # noqa: S608
"""As `interactions.log.today` counts them, for one client."""


def register() -> None:
    """Five columns; nobody's secret for those who see the client."""
    fields.add(
        _field(240, "last_touch", _("Last touch"), FieldType.MOMENT, "at", order="last_touch__at"),
        _field(241, "last_touch_by", _("Last touch: who"), FieldType.CHOICE, "author_id", choices=_people, is_key=True),
        _field(242, "last_touch_kind", _("Last touch: how"), FieldType.CHOICE, "kind", choices=_kinds),
        Field(
            code="silent_since",
            label=_("Silent since"),
            type=FieldType.MOMENT,
            sql="(SELECT t.silent_since FROM interactions_lasttouch t WHERE t.customer_id = {c}.id)",
            beside="SELECT 1 FROM interactions_lasttouch t WHERE t.customer_id = {c}.id AND {test}",
            inner="t.silent_since",
            order="last_touch__silent_since",
            weight=243,
            personal=False,
        ),
        Field(
            code="missed_call",
            label=_("Missed call nobody has returned"),
            type=FieldType.MOMENT,
            sql=f"(SELECT m.at FROM {UNANSWERED} ORDER BY m.at DESC LIMIT 1)",  # noqa: S608
            beside=f"SELECT 1 FROM {UNANSWERED} AND {{test}}",  # noqa: S608
            inner="m.at",
            weight=244,
            personal=False,
        ),
    )


def _field(weight: int, code: str, label: str | Promise, kind: FieldType, column: str, **more: object) -> Field:
    sql = OF_CLIENT.format(column=column)
    return Field(
        code=code, label=label, type=kind, sql=sql, beside=BESIDE, inner=f"t.{column}", weight=weight, personal=False,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _kinds() -> Mapping[str, str | Promise]:
    return {value: label for value, label in InteractionKind.choices if value != InteractionKind.NOTE}


def _people() -> Mapping[str, str | Promise]:
    users = User.objects.filter(is_system=False).order_by("last_name", "first_name", "pk")
    return {str(user.pk): user.full_name for user in users}
