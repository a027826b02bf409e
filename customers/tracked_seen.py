"""Rows of our tables with history by name, as far as a reader may see them: for lists of what was kept or refused."""

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from core.registries.operations import Seen
from customers import rights
from customers.models import (
    ContactPoint,
    Customer,
    CustomerDate,
    CustomerFile,
    CustomerTag,
    CustomField,
    DictionaryTerm,
    ExternalId,
    Relation,
    StandardRule,
    Tag,
)
from customers.normalise.contacts import display_contact


def customers_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Names and addresses of those cards the reader may open, archived ones too."""
    rows = Customer.objects.visible_to(_reader(user_id)).filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.title, row.get_absolute_url()) for row in rows}


def points_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Contact points of cards the reader may open."""
    reader = _reader(user_id)
    cards = Customer.objects.visible_to(reader)
    points = ContactPoint.objects.filter(pk__in=ids, customer__in=cards).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(_point(row, reader), row.customer.get_absolute_url()) for row in points}


def tags_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Tags on cards the reader may open."""
    cards = Customer.objects.visible_to(_reader(user_id))
    rows = CustomerTag.objects.filter(pk__in=ids, customer__in=cards).select_related("customer", "tag").order_by("pk")
    return {str(row.pk): Seen(row.tag.name, row.customer.get_absolute_url()) for row in rows}


def external_ids_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Numbers in other programs of cards the reader may open."""
    reader = _reader(user_id)
    cards = Customer.objects.visible_to(reader)
    rows = ExternalId.objects.filter(pk__in=ids, customer__in=cards).select_related("customer").order_by("pk")
    return {
        str(row.pk): Seen(
            str(row) if rights.may_read(reader, "external_id") else row.source, row.customer.get_absolute_url()
        )
        for row in rows
    }


def names_of_tags(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Names of tags: everybody who sees clients sees them."""
    if not _reader(user_id).has(Permission.VIEW_CUSTOMERS):
        return {}
    rows = Tag.objects.filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.name, reverse("customers:tag_list")) for row in rows}


def words_of_dictionaries(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Words of dictionaries, for those who keep them."""
    if not _reader(user_id).has(Permission.ADMINISTER):
        return {}
    rows = DictionaryTerm.objects.filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.text, reverse("customers:dictionary", args=[row.dictionary])) for row in rows}


def rules_of_the_standard(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Rules of the standard, for those who keep them."""
    if not _reader(user_id).has(Permission.ADMINISTER):
        return {}
    rows = StandardRule.objects.filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.name, reverse("customers:standard")) for row in rows}


def own_fields_of_the_card(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Own fields, for those who keep them."""
    if not _reader(user_id).has(Permission.ADMINISTER):
        return {}
    rows = CustomField.objects.filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.name, reverse("office:field", args=[row.pk])) for row in rows}


def dates_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Dates of cards the reader may open, if dates are his to read."""
    reader = _reader(user_id)
    if not rights.may_read(reader, "dates"):
        return {}
    cards = Customer.objects.visible_to(reader)
    rows = CustomerDate.objects.filter(pk__in=ids, customer__in=cards).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(str(row.get_kind_display()), row.customer.get_absolute_url()) for row in rows}


def files_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Files of cards the reader may open."""
    cards = Customer.objects.visible_to(_reader(user_id))
    rows = CustomerFile.objects.filter(pk__in=ids, customer__in=cards).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(row.name, row.customer.get_absolute_url()) for row in rows}


def relations_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Relations of which the reader may open both cards, if relations are his to read."""
    reader = _reader(user_id)
    if not rights.may_read(reader, "relations"):
        return {}
    rows = Relation.objects.visible_to(reader).filter(pk__in=ids).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(str(row), row.customer.get_absolute_url()) for row in rows}


def _point(point: ContactPoint, reader: User) -> str:
    """As the reader may see it; what is hidden is called by its kind."""
    shown = rights.shown(reader, point.kind, display_contact(point.kind, point.value, point.raw))
    return shown or str(point.get_kind_display())


def _reader(user_id: int) -> User:
    return User.objects.select_related("role").get(pk=user_id)
