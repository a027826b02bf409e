"""Tags put on many clients, or taken off, as one operation."""

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _

from accounts import field_rights
from accounts.field_rights import FieldAccess
from accounts.models import User
from core.registries.fields import fields
from core.registries.operations import Sample
from customers.bulk_acts import SAMPLES
from customers.models import Customer, CustomerTag, Tag
from customers.tags import MOST_ON_A_CARD
from journal.models import Operation

MOST_AT_ONCE = 10


def may_tag(user: User) -> bool:
    """Whether the person may change tags at all."""
    return field_rights.access(user, fields.get("tags")) == FieldAccess.EDIT


class TagAct:
    """Put tags on, or take them off; what the card wears besides stays."""

    writes: type[Model] = CustomerTag

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def sentence(self, params: Mapping[str, Any]) -> str:
        said = _("Put on: %(tags)s") if self.on else _("Take off: %(tags)s")
        return said % {"tags": ", ".join(_names(params.get("tags", [])))}

    def cases(self, operation: Operation, reader: User) -> list[When]:
        tags = operation.params["tags"]
        worn = [Exists(CustomerTag.objects.filter(customer=OuterRef("pk"), tag=pk)) for pk in tags]
        unchanged = reduce(and_, map(Q, worn)) if self.on else ~reduce(or_, map(Q, worn))
        cases = [] if may_tag(reader) else [When(Q(pk__isnull=False), then=Value("no_right"))]
        cases += [When(archived_at__isnull=False, then=Value("archived")), When(unchanged, then=Value("unchanged"))]
        if self.on:
            full = GreaterThan(_others(tags), MOST_ON_A_CARD - len(tags))
            cases.append(When(full, then=Value("too_many_tags")))
        return cases

    def write(self, operation: Operation, batch: RawSQL) -> None:
        clients, params = batch.sql, list(batch.params)
        tags = operation.params["tags"]
        with connection.cursor() as cursor:
            if self.on:
                cursor.execute(
                    "INSERT INTO customers_customertag (customer_id, tag_id, created_at, made_in)"  # noqa: S608
                    f" SELECT c.id, t.id, now(), %s FROM ({clients}) AS c (id), customers_tag t"
                    " WHERE t.id = ANY (%s) ON CONFLICT (customer_id, tag_id) DO NOTHING",
                    [operation.pk, *params, tags],
                )
            else:
                cursor.execute(
                    "DELETE FROM customers_customertag"  # noqa: S608
                    f" WHERE customer_id = ANY (ARRAY({clients})) AND tag_id = ANY (%s)",
                    [*params, tags],
                )

    def samples(self, operation: Operation, rows: "QuerySet[Customer]") -> tuple[Sample, ...]:
        first = list(rows.prefetch_related("customer_tags__tag")[:SAMPLES])
        acted = set(_names(operation.params["tags"]))
        found = []
        for row in first:
            worn = {one.tag.name for one in row.customer_tags.all()}
            after = worn | acted if self.on else worn - acted
            found.append(Sample(str(row.pk), row.title, ((fields.get("tags").label, _list(worn), _list(after)),)))
        return tuple(found)


def _others(tags: list[int]) -> Coalesce:
    worn = CustomerTag.objects.filter(customer=OuterRef("pk")).exclude(tag__in=tags).order_by()
    count = worn.values("customer").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def _names(ids: list[int]) -> list[str]:
    return list(Tag.objects.filter(pk__in=ids).order_by("name", "pk").values_list("name", flat=True))


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names, key=str.lower)) or "—"
