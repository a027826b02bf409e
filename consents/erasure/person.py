"""Who a person is to an erasure: his cards, what he is called, how he is reached, which rows tell of him."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from core.registries.personal import OnErase, Person, PersonalModel, person_cards, personal_models
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from journal.history import HistoryEvent

SHORTEST = 5
"""Letters or digits: anything shorter would be found in the texts of others."""
MOST_SEARCHED = 25
"""Persons whose names and contacts are looked for in texts at once; a plan of more counts rows alone."""
TAIL = 10
"""Digits of a phone that every way of writing it has."""
BETWEEN = r"[\s().-]*"


def of(customers: Sequence[int]) -> Person:
    """All of them as one: one person with all his cards, or a batch of a disposal."""
    ids = with_other_cards(customers)
    rows = list(Customer.objects.filter(pk__in=ids).order_by("pk"))
    points = list(ContactPoint.objects.filter(customer__in=ids).order_by("customer", "kind", "position", "id"))
    points += _earlier(ids)
    values = tuple(dict.fromkeys((point.kind, point.value or point.raw) for point in points))
    searched = rows if len(rows) <= MOST_SEARCHED else []
    contacts = [found for kind, value in (values if searched else ()) if (found := of_contact(kind, value))]
    contacts += [_number(row.inn) for row in searched if len(row.inn) >= TAIL]
    named = [*searched, *(_former(ids) if searched else ())]
    names = [found for row in named for found in of_name(row)]
    return Person(
        customer_ids=ids,
        names=tuple(row.name for row in rows if row.name),
        values=values,
        pattern="|".join(dict.fromkeys([*contacts, *names])),
        contact_pattern="|".join(dict.fromkeys(contacts)),
        objects={entry.code: keys for entry in told_of() if (keys := keys_of(entry, ids))},
    )


def with_other_cards(customers: Iterable[int]) -> tuple[int, ...]:
    """And his other cards, as far as anybody knows of some."""
    found = set(customers)
    for source in person_cards:
        found |= set(source.others(sorted(found)))
    return tuple(sorted(found))


def _earlier(ids: Sequence[int]) -> list[ContactPoint]:
    """Numbers that history still keeps, though the card has others by now."""
    events = rows_of(personal_models.get("customers.contactpointevent")).filter(customer_id__in=ids).order_by("pgh_id")
    return [
        ContactPoint(kind=kind, value=value, raw=raw) for kind, value, raw in events.values_list("kind", "value", "raw")
    ]


def _former(ids: Sequence[int]) -> list[Customer]:
    """Names that history still keeps: texts of before a marriage call her otherwise."""
    events = rows_of(personal_models.get("customers.customerevent")).filter(pgh_obj_id__in=ids)
    told = events.order_by().values_list("kind", "name", "last_name", "first_name", "middle_name").distinct()
    return [
        Customer(kind=kind, name=name, last_name=last, first_name=first, middle_name=middle)
        for kind, name, last, first, middle in dict.fromkeys(told)
    ]


def of_contact(kind: str, value: str) -> str:
    """A phone in any writing, an address as it stands; empty when too short to be sure of."""
    if kind == ContactKind.PHONE:
        digits = re.sub(r"\D", "", value)
        return _number(digits) if len(digits) >= SHORTEST else ""
    return rf"(?<!\w){re.escape(value)}(?!\w)" if len(value) >= SHORTEST else ""


def _number(digits: str) -> str:
    begins = rf"(?:\+?[78]{BETWEEN})?" if len(digits) > TAIL else ""
    return rf"(?<!\d){begins}{BETWEEN.join(digits[-TAIL:])}(?!\d)"


def of_name(row: Customer) -> list[str]:
    """His name in both orders, with the patronymic and without; one word alone would be found everywhere."""
    last, first, middle = row.last_name, row.first_name, row.middle_name
    ways = [(row.name,), (last, first, middle), (last, first), (first, middle, last), (first, last)]
    if row.is_company:
        ways = [(row.name,)]
    texts = dict.fromkeys(" ".join(part for part in way if part) for way in ways if all(way[:2]))
    return [_words(text) for text in texts if len(text) > SHORTEST and (" " in text or row.is_company)]


def _words(text: str) -> str:
    letters = (re.escape(letter) for letter in re.sub(r"\s+", " ", text.strip()))
    spaced = "".join(letters).replace("\\ ", r"\s+").replace(" ", r"\s+")
    yo = re.sub("[\u0435\u0451]", "[\u0435\u0451]", spaced, flags=re.IGNORECASE)
    return rf"(?<!\w){yo}(?!\w)"


# Rows that tell of him.


def told_of() -> list[PersonalModel]:
    """Declarations of tables whose rows tell of clients, live ones."""
    return [entry for entry in personal_models if entry.subject and not is_history(entry)]


def rows_of(entry: PersonalModel) -> QuerySet[Any]:
    """All its rows."""
    found: QuerySet[Any] = cast("Any", model_of(entry)).objects.order_by()
    return found


def histories() -> list[PersonalModel]:
    """Declarations of tables of before-images."""
    return [entry for entry in personal_models if entry.subject and is_history(entry)]


def model_of(entry: PersonalModel) -> type[Model]:
    """Its model."""
    return apps.get_model(entry.code)


def is_history(entry: PersonalModel) -> bool:
    """Whether it is a table of before-images."""
    return issubclass(model_of(entry), HistoryEvent)


def about(entry: PersonalModel, ids: Sequence[int]) -> Q:
    """Condition of its rows that tell of these clients."""
    first, _, rest = entry.subject.partition("__")
    if rest and is_history(entry):
        # The row in between may be gone: its key stands in the before-image, its owner in its own.
        between = _declared(model_of(entry)._meta.get_field(first).related_model)
        found = Q(**{f"{first}__in": keys_of(between, ids)})
    else:
        found = Q(**{f"{entry.subject}__in": ids})
    for other in entry.also:
        found |= Q(**{f"{other}__in": ids})
    return found


def _declared(model: object) -> PersonalModel:
    assert isinstance(model, type)
    assert issubclass(model, Model)
    return personal_models.get(model._meta.label_lower)


def keys_of(entry: PersonalModel, ids: Sequence[int]) -> tuple[str, ...]:
    """Keys of its rows, those that only history remembers too."""
    found = {str(pk) for pk in rows_of(entry).filter(about(entry, ids)).values_list("pk", flat=True)}
    code = f"{entry.code}event"
    if code in personal_models:
        history = personal_models.get(code)
        events = rows_of(history).filter(about(history, ids))
        found |= {str(pk) for pk in events.values_list("pgh_obj_id", flat=True).distinct()}
    return tuple(sorted(found))


def fate(entry: PersonalModel) -> OnErase:
    """What becomes of its rows."""
    if entry.on_erase:
        return OnErase(entry.on_erase)
    if is_history(entry):
        return OnErase.DELETE
    if not entry.personal:
        return OnErase.KEEP
    return OnErase.BLANK if is_one_a_client(entry) else OnErase.DELETE


def is_one_a_client(entry: PersonalModel) -> bool:
    """Whether its key is the client's own: lists join such rows, so that each client has one for good."""
    key = model_of(entry)._meta.pk
    return key.is_relation and key.name == entry.subject
