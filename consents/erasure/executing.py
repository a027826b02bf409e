"""Takes a person out of the base: one transaction a batch, rows by statements, history last.

Whatever is called twice finds nothing the second time; a killed job leaves either all of a person or nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import company
from consents.erasure import ledger, planning
from consents.erasure import person as people
from consents.erasure.planning import HISTORY, Line
from consents.models import ErasedCustomer, Erasure, ErasureSubject
from core import sql
from core.errors import DomainError
from core.registries.personal import OnErase, Person, PersonalModel, erasure_parts, personal_models
from customers.models import Customer
from customers.normalise.names import sort_name
from customers.tracking import CUSTOMER

EMPTY: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (ArrayField, list),
    (models.JSONField, dict),
    (models.CharField, str),
    (models.TextField, str),
    (models.BooleanField, bool),
)


def erase(erasure: Erasure, customers: Sequence[int]) -> list[Line]:
    """Within the caller's transaction. Raises DomainError when something is working with one of them right now."""
    person = people.of(customers)
    list(Customer.objects.select_for_update().filter(pk__in=person.customer_ids).order_by("pk").values_list("pk"))
    standing = planning.blocks(person)
    if standing:
        raise DomainError(" ".join(standing), code="busy")
    done = [Line(part.code, planning.PART, part.erase(person, str(erasure.pk))) for part in erasure_parts]
    done += [Line(entry.code, planning.act_of(entry), _apply(entry, person)) for entry in people.told_of()]
    done.append(Line(HISTORY, OnErase.DELETE, sum(_forget(entry, person) for entry in people.histories())))
    _write_down(erasure, person)
    return [
        line for line in done if line.count and (line.act != OnErase.KEEP or personal_models.get(line.code).personal)
    ]


def _apply(entry: PersonalModel, person: Person) -> int:
    """What the declaration says of the rows."""
    fate, table = people.fate(entry), people.rows_of(entry)
    rows = table.filter(people.about(entry, person.customer_ids))
    if entry.code == CUSTOMER:
        return _pseudonymise(entry, person)
    if fate == OnErase.KEEP:
        return rows.count()
    if fate == OnErase.BLANK:
        return table.filter(pk__in=rows.values("pk")).update(**blanks(entry))
    count = rows.count()
    table.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
    return count


def blanks(entry: PersonalModel) -> Mapping[str, Any]:
    """What stands in each personal field that does not stay."""
    meta = people.model_of(entry)._meta
    found = {name: _nothing(meta.get_field(name)) for name in entry.personal if name not in entry.stays}
    return {**found, **entry.blanks}


def _nothing(field: Any) -> Any:
    if field.null:
        return None
    return next((made() for kind, made in EMPTY if isinstance(field, kind)), 0)


def _pseudonymise(entry: PersonalModel, person: Person) -> int:
    """The card stays for the sums that hang on it: a number instead of a name, nothing else (rule E-2)."""
    with translation.override(company.current().language):
        begins = _("Deleted client #%(number)s") % {"number": ""}
    values = {
        **blanks(entry),
        "name": Concat(Value(begins), Cast(F("pk"), models.CharField())),
        "sort_name": Concat(Value(sort_name(begins + "0")[:-1]), Cast(F("pk"), models.CharField())),
        "made_in": None,
        "archived_at": timezone.now(),
        "updated_at": timezone.now(),
    }
    return Customer.objects.filter(pk__in=person.customer_ids).update(**values)


def _forget(entry: PersonalModel, person: Person) -> int:
    """Before-images: those the erasure has just made, too."""
    table = people.rows_of(entry)
    rows = table.filter(people.about(entry, person.customer_ids))
    keys = person.objects.get(entry.code.removesuffix("event"), ())
    return rows.delete()[0] + table.filter(pgh_obj_id__in=keys).delete()[0]


def _write_down(erasure: Erasure, person: Person) -> None:
    """The ledger, in the base and beside it; and that scores, duplicates and triggers are to look again."""
    now = timezone.now()
    rows = Customer.objects.filter(pk__in=person.customer_ids).order_by("pk")
    ErasedCustomer.objects.bulk_create(
        [
            ErasedCustomer(customer=row, erased_at=now, erasure=erasure, key=ledger.key_of(row.pk, row.created_at))
            for row in rows
        ],
        ignore_conflicts=True,
    )
    for pk in person.customer_ids:
        ErasureSubject.objects.update_or_create(
            erasure=erasure, customer_id=pk, defaults={"done_at": now}, create_defaults={"done_at": now, "name": ""}
        )
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("consents", "touch_erased"), {"ids": list(person.customer_ids)})
    transaction.on_commit(ledger.write)
