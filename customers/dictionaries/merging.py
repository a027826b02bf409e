"""Cards follow their dictionary: the kind of operation behind merges, renamings and tidying.

Params: `dictionary`; `into` is the id of the value that stays, without it every card gets the writing of the
dictionary; `terms` are values that become its writings, `texts` words that do; `rename` is its new text.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.operations import OperationKind, Preview, Sample, operation_kinds
from customers.bulk_acts import SAMPLES
from customers.dictionaries.lookup import canonical_sql, key_of, key_sql
from customers.dictionaries.names import dictionaries
from customers.models import Customer, DictionaryTerm
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items

MERGE = "customers.dictionary"
REASONS = {"gone": gettext_lazy("the card is gone")}
NAMED = 3
"""Words that the sentence names."""


def register() -> None:
    """Offer the kind."""
    operation_kinds.add(
        OperationKind(
            code=MERGE,
            label=gettext_lazy("Words of a dictionary"),
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
    """Which words become which."""
    known = dictionaries().get(str(params.get("dictionary")))
    label = str(known.label) if known else "—"
    if not params.get("into"):
        return _("%(dictionary)s: every card as the dictionary says") % {"dictionary": label}
    names = dict(
        DictionaryTerm.objects.filter(pk__in=[params["into"], *params.get("terms", [])]).values_list("pk", "text")
    )
    into = names.get(params["into"], "—")
    words = [names[pk] for pk in params.get("terms", []) if pk in names] + list(params.get("texts", []))
    if params.get("rename"):
        words, into = [into], params["rename"]
    said = ", ".join(f"«{word}»" for word in words[:NAMED]) + ("…" if len(words) > NAMED else "")
    return _("%(dictionary)s: %(words)s → “%(into)s”") % {"dictionary": label, "words": said, "into": into}


def texts_to_change(params: Mapping[str, Any]) -> dict[str, str]:
    """Texts that stand on cards, archived ones too, to what they become. One pass over one column, no join."""
    code = dictionaries()[str(params["dictionary"])].code
    distinct = f'SELECT DISTINCT "{code}" AS text FROM customers_customer WHERE "{code}" <> \'\''  # noqa: S608
    with connection.cursor() as cursor:
        if not params.get("into"):
            cursor.execute(
                f"SELECT text, new FROM (SELECT text, {canonical_sql(code, 'd.text')} AS new"  # noqa: S608
                f" FROM ({distinct}) AS d) AS pair WHERE new <> text"
            )
        else:
            into = DictionaryTerm.objects.get(pk=params["into"])
            moved = [into.pk, *params.get("terms", [])]
            cursor.execute(
                f"""WITH keys AS (
                        SELECT key FROM customers_dictionaryterm
                         WHERE id = ANY (%(moved)s) OR means_id = ANY (%(moved)s)
                        UNION SELECT {key_sql("t")} FROM unnest(%(texts)s::text[]) AS t)
                    SELECT text, %(into)s::text FROM ({distinct}) AS d
                     WHERE {key_sql("text")} IN (SELECT key FROM keys) AND text <> %(into)s""",  # noqa: S608
                {
                    "moved": moved,
                    "texts": list(params.get("texts", [])),
                    "into": params.get("rename") or into.text,
                },
            )
        return dict(cursor.fetchall())


def change_words(operation_id: UUID, params: Mapping[str, Any]) -> None:
    """The words themselves; runs inside the operation, so that its undo takes them back."""
    if not params.get("into"):
        return
    into = DictionaryTerm.objects.select_for_update(no_key=True).get(pk=params["into"])
    if params.get("rename"):
        _rename(into, str(params["rename"]), operation_id)
        return
    gone = list(params.get("terms", []))
    DictionaryTerm.objects.filter(means__in=gone).update(means=into)
    DictionaryTerm.objects.filter(pk__in=gone).exclude(pk=into.pk).update(means=into)
    texts = list(params.get("texts", []))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO customers_dictionaryterm (dictionary, text, key, means_id, created_at, made_in)
                SELECT DISTINCT ON ({key_sql("t")}) %s, t, {key_sql("t")}, %s, now(), %s
                  FROM unnest(%s::text[]) AS t WHERE {key_sql("t")} <> ''
                ON CONFLICT (dictionary, key) DO NOTHING""",  # noqa: S608
            [into.dictionary, into.pk, operation_id, texts],
        )


def _rename(into: DictionaryTerm, text: str, operation_id: UUID) -> None:
    """The old value and its writings become writings of the new: no word is lost, and an undo finds its way back."""
    key = key_of(text)
    if key == into.key:
        DictionaryTerm.objects.filter(pk=into.pk).update(text=text)
        return
    new = DictionaryTerm.objects.filter(dictionary=into.dictionary, key=key, means=into).first()
    if new is None:
        new = DictionaryTerm.objects.create(dictionary=into.dictionary, text=text, key=key, made_in=operation_id)
    else:
        DictionaryTerm.objects.filter(pk=new.pk).update(text=text, means=None)
    DictionaryTerm.objects.filter(Q(means=into) | Q(pk=into.pk)).exclude(pk=new.pk).update(means=new)


def _rows(params: Mapping[str, Any], texts: Mapping[str, str]) -> "QuerySet[Customer]":
    return Customer.objects.filter(**{f"{params['dictionary']}__in": list(texts)})


def preview(operation_id: UUID, user_id: int) -> Preview:
    """All clients count; samples are the reader's own."""
    params = Operation.objects.get(pk=operation_id).params
    reader = User.objects.select_related("role").get(pk=user_id)
    known, texts = dictionaries()[params["dictionary"]], texts_to_change(params)
    total = _rows(params, texts).count()
    samples = []
    shown = _rows(params, texts).filter(pk__in=Customer.objects.visible_to(reader).values("pk"))
    for row in shown.order_by("sort_name", "pk")[:SAMPLES]:
        old = str(getattr(row, known.code))
        samples.append(Sample(str(row.pk), row.title, ((known.label, old, texts[old]),)))
    storage = items.storage_bytes(Customer, total, total)
    return Preview(total=total, will_change=total, unchanged=0, samples=tuple(samples), storage_bytes=storage)


def freeze(operation_id: UUID, user_id: int) -> None:
    """Raises DomainError when the right, or the value, is gone."""
    params = Operation.objects.get(pk=operation_id).params
    if not User.objects.select_related("role").get(pk=user_id).has(Permission.ADMINISTER):
        raise DomainError(_("Your role does not let you manage dictionaries."), code="permission")
    if params.get("into") and not DictionaryTerm.objects.filter(pk=params["into"], means=None).exists():
        raise DomainError(_("The value is gone from the dictionary."), code="gone")
    items.freeze_rows(operation_id, CUSTOMER, _rows(params, texts_to_change(params)))


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """The words with the first batch; the cards of each by one statement: what they say is asked of the words anew."""
    params = Operation.objects.get(pk=operation_id).params
    if after == 0:
        change_words(operation_id, params)
    code = dictionaries()[params["dictionary"]].code
    batch = items.keys(operation_id, after, upto)
    items.lock(Customer.objects.filter(pk__in=batch))
    new = canonical_sql(code, f'c."{code}"')
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE customers_customer c SET "{code}" = {new}, updated_at = now()
                 WHERE c.id = ANY (ARRAY({batch.sql})) AND {new} <> c."{code}" """,  # noqa: S608
            batch.params,
        )
