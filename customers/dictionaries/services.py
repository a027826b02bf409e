"""Words added, taken out, merged. Each act is one operation that can be undone; over many clients a bulk one."""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.dictionaries import merging
from customers.dictionaries.lookup import key_of, key_sql, keys_of
from customers.models import DictionaryTerm
from customers.models.customer import Customer
from customers.models.dictionary import LONGEST_TERM
from customers.tracking import TERM
from journal.models import Operation
from journal.operations import draft, single

MOST_TERMS = 200_000


def longest_value(dictionary: str) -> int:
    """As long as the column of the cards takes."""
    return min(LONGEST_TERM, getattr(Customer._meta.get_field(dictionary), "max_length", None) or LONGEST_TERM)


def clean(dictionary: str, text: str) -> str:
    """A word as it is kept. Raises DomainError on nothing, on too much, on what has no letter or digit."""
    text = " ".join(text.replace("\0", "").split())
    longest = longest_value(dictionary)
    if not text or not key_of(text):
        raise DomainError(_("Type a value."), code="empty")
    if len(text) > longest:
        raise DomainError(_("A value is at most %(most)s characters.") % {"most": longest}, code="long")
    return text


def add(
    *, by: User, dictionary: str, text: str, means: DictionaryTerm | None = None
) -> tuple[DictionaryTerm, Operation]:
    """A value, or another writing of one. Raises DomainError on a word that stands in the dictionary."""
    text = clean(dictionary, text)
    key = key_of(text)
    standing = DictionaryTerm.objects.select_related("means").filter(dictionary=dictionary, key=key).first()
    if standing is not None:
        raise _taken(standing)
    try:
        with single(by=by, params={"object_type": TERM}) as operation, transaction.atomic():
            term = DictionaryTerm.objects.create(
                dictionary=dictionary, text=text, key=key, means=means, made_in=operation.pk
            )
            operation.params["object_id"] = str(term.pk)
    except IntegrityError:  # somebody has added it this very moment
        raise _taken(DictionaryTerm.objects.select_related("means").get(dictionary=dictionary, key=key)) from None
    return term, operation


def take_out(*, by: User, term: DictionaryTerm) -> Operation:
    """A value goes with its writings; cards keep what stands there."""
    with single(by=by, params={"object_type": TERM, "object_id": str(term.pk)}) as operation:
        term.delete()
    return operation


def rename(*, by: User, term: DictionaryTerm, text: str) -> Operation | None:
    """Another writing becomes the value; the old one is known still. A draft when cards change with it.

    None when nothing is different. Raises DomainError on a word of another value: those are merged.
    """
    text = clean(term.dictionary, text)
    if text == term.text:
        return None
    key = key_of(text)
    standing = DictionaryTerm.objects.select_related("means").filter(dictionary=term.dictionary, key=key).first()
    if standing is not None and standing.pk != term.pk and standing.means_id != term.pk:
        raise _taken(standing)
    return _drafted(by, {"dictionary": term.dictionary, "into": term.pk, "rename": text})


def merge(*, by: User, terms: Sequence[DictionaryTerm], texts: Iterable[str], into: DictionaryTerm) -> Operation:
    """Values `terms` and words `texts` become writings of `into`. A draft when cards change with it."""
    if into.means_id is not None or any(term.pk == into.pk for term in terms):
        raise DomainError(_("Choose another value."), code="same")
    texts = [clean(into.dictionary, text) for text in texts]
    if not terms and not texts:
        raise DomainError(_("Choose another value."), code="same")
    return _drafted(
        by, {"dictionary": into.dictionary, "into": into.pk, "terms": [term.pk for term in terms], "texts": texts}
    )


def tidy(*, by: User, dictionary: str) -> Operation:
    """Every card gets the writing of the dictionary. Raises DomainError when they all have it."""
    if not merging.texts_to_change({"dictionary": dictionary}):
        raise DomainError(_("Every card is written as the dictionary says."), code="tidy")
    return draft(merging.MERGE, {"dictionary": dictionary}, by)


def _drafted(by: User, params: dict[str, object]) -> Operation:
    """Where no card changes the words change at once."""
    if merging.texts_to_change(params):
        return draft(merging.MERGE, params, by)
    with single(by=by, params={"object_type": TERM, "object_id": str(params["into"])}) as operation:
        merging.change_words(operation.pk, params)
    return operation


def bring_in(*, by: User, dictionary: str, rows: Sequence[tuple[str, str]]) -> tuple[int, int, Operation]:
    """(value, another writing of it or nothing) of a file: by two statements, however many. What stands, stays.

    Returns how many words were added, how many rows could not be: their writing belongs to another value.
    """
    if DictionaryTerm.objects.filter(dictionary=dictionary).count() + len(rows) > MOST_TERMS:
        raise DomainError(_("A dictionary holds at most %(most)s words.") % {"most": MOST_TERMS}, code="many")
    longest = longest_value(dictionary)
    for value, _writing in rows:
        if len(value) > longest:
            said = _("“%(text)s…”: a value is at most %(most)s characters.")
            raise DomainError(said % {"text": value[:40], "most": longest}, code="long")
    values = list(dict.fromkeys(value for value, _writing in rows))
    writings = [(value, writing) for value, writing in rows if writing]
    with single(by=by, params={"object_type": TERM}) as operation, connection.cursor() as cursor:
        cursor.execute(_ADD_VALUES, {"dictionary": dictionary, "values": values, "operation": operation.pk})
        added = cursor.rowcount
        cursor.execute(
            _ADD_WRITINGS,
            {
                "dictionary": dictionary,
                "values": [value for value, _writing in writings],
                "writings": [writing for _value, writing in writings],
                "operation": operation.pk,
            },
        )
        added += cursor.rowcount
    known = keys_of(dictionary, [writing for _value, writing in writings])
    owners = keys_of(dictionary, values)
    lost = sum(1 for value, writing in writings if known.get(writing) != owners.get(value))
    return added, lost, operation


_KEYED = f"SELECT text, {key_sql('text')} AS key FROM unnest(%(values)s::text[]) AS typed (text)"  # noqa: S608
_ADD_VALUES = f"""
    INSERT INTO customers_dictionaryterm (dictionary, text, key, created_at, made_in)
    SELECT DISTINCT ON (key) %(dictionary)s, text, key, now(), %(operation)s FROM ({_KEYED}) AS keyed
     WHERE key <> '' ORDER BY key, text
    ON CONFLICT (dictionary, key) DO NOTHING"""  # noqa: S608
_ADD_WRITINGS = f"""
    INSERT INTO customers_dictionaryterm (dictionary, text, key, means_id, created_at, made_in)
    SELECT DISTINCT ON (typed.key) %(dictionary)s, typed.text, typed.key, COALESCE(v.means_id, v.id), now(),
           %(operation)s
      FROM (SELECT value, text, {key_sql("text")} AS key, {key_sql("value")} AS value_key
              FROM unnest(%(values)s::text[], %(writings)s::text[]) AS pair (value, text)) AS typed
      JOIN customers_dictionaryterm v ON v.dictionary = %(dictionary)s AND v.key = typed.value_key
     WHERE typed.key <> '' ORDER BY typed.key, typed.text
    ON CONFLICT (dictionary, key) DO NOTHING"""  # noqa: S608


def _taken(standing: DictionaryTerm) -> DomainError:
    if standing.means is not None:
        words = {"text": standing.text, "value": standing.means.text}
        return DomainError(_("“%(text)s” is a writing of “%(value)s” already.") % words, code="taken")
    return DomainError(_("“%(text)s” is a value already: merge them.") % {"text": standing.text}, code="taken")
