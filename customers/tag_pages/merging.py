"""Two tags become one over all clients: the kind of operation. Params: `tag`, `into` are ids."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.operations import OperationKind, Preview, Sample, operation_kinds
from customers.bulk_acts import SAMPLES
from customers.models import Customer, CustomerTag, Tag
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items

MERGE = "customers.merge_tags"
REASONS = {"gone": gettext_lazy("the card is gone")}


def register() -> None:
    """Offer the kind."""
    operation_kinds.add(
        OperationKind(
            code=MERGE,
            label=gettext_lazy("Merge of tags"),
            object_type=CUSTOMER,
            sentence=sentence,
            preview=preview,
            freeze=freeze,
            apply=apply,
            reasons=REASONS,
            permission=Permission.ADMINISTER,
        )
    )


def sentence(params: Mapping[str, Any]) -> str:
    """Which tags, by their names of today."""
    names = dict(Tag.objects.filter(pk__in=[params.get("tag"), params.get("into")]).values_list("pk", "name"))
    words = {role: names.get(params.get(role, 0), "—") for role in ("tag", "into")}
    return _("The tag “%(tag)s” becomes “%(into)s”") % words


def preview(operation_id: UUID, user_id: int) -> Preview:
    """Everybody who wears the tag changes: all clients, not only the reader's; samples are his own."""
    params = Operation.objects.get(pk=operation_id).params
    reader = User.objects.select_related("role").get(pk=user_id)
    worn = CustomerTag.objects.filter(tag=params["tag"])
    total, names = worn.count(), dict(Tag.objects.values_list("pk", "name"))
    words = (_("Tag"), names.get(params["tag"], "—"), names.get(params["into"], "—"))
    rows = Customer.objects.visible_to(reader).filter(customer_tags__tag=params["tag"]).order_by("sort_name", "pk")
    samples = tuple(Sample(str(row.pk), row.title, (words,)) for row in rows[:SAMPLES])
    storage = items.storage_bytes(CustomerTag, total, total)
    return Preview(total=total, will_change=total, unchanged=0, samples=samples, storage_bytes=storage)


def freeze(operation_id: UUID, user_id: int) -> None:
    """Raises DomainError when the right, or one of the tags, is gone."""
    params = Operation.objects.get(pk=operation_id).params
    if not User.objects.select_related("role").get(pk=user_id).has(Permission.ADMINISTER):
        raise DomainError(_("Your role does not let you manage tags."), code="permission")
    if Tag.objects.filter(pk__in=[params["tag"], params["into"]]).count() < 2:
        raise DomainError(_("One of the tags is gone."), code="gone")
    items.freeze_rows(operation_id, CUSTOMER, Customer.objects.filter(customer_tags__tag=params["tag"]))


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """Who wears both keeps one, with the data of either; the tag itself is put away with the first batch."""
    params = Operation.objects.get(pk=operation_id).params
    batch = items.keys(operation_id, after, upto)
    items.lock(Customer.objects.filter(pk__in=batch))
    if after == 0:
        Tag.objects.filter(pk=params["tag"], archived_at=None).update(archived_at=Now())
    values = {"tag": params["tag"], "into": params["into"], "operation": operation_id, "after": after, "upto": upto}
    mine = """customer_id = ANY (ARRAY(SELECT object_id::bigint FROM journal_operationitem
               WHERE operation_id = %(operation)s AND seq > %(after)s AND seq <= %(upto)s AND state = 'frozen'))"""
    both = "SELECT 1 FROM customers_customertag o WHERE o.customer_id = t.customer_id AND o.tag_id = %(into)s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE customers_customertag t SET data = o.data FROM customers_customertag o
                 WHERE t.{mine} AND t.tag_id = %(into)s AND t.data = ''
                   AND o.customer_id = t.customer_id AND o.tag_id = %(tag)s AND o.data <> ''""",  # noqa: S608
            values,
        )
        cursor.execute(
            f"DELETE FROM customers_customertag t WHERE t.{mine} AND t.tag_id = %(tag)s AND EXISTS ({both})",  # noqa: S608
            values,
        )
        cursor.execute(
            f"UPDATE customers_customertag t SET tag_id = %(into)s WHERE t.{mine} AND t.tag_id = %(tag)s",  # noqa: S608
            values,
        )
