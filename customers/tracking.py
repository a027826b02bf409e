"""Our tables with history: what their fields are called, what points at them, who may see their rows."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.registries.operations import Reference, Seen, TrackedModel, tracked_models
from customers import rights
from customers.models import ContactPoint, Customer, CustomerDate, CustomerTag, ExternalId, Relation
from customers.normalise.contacts import display_contact
from customers.tracked_names import CHANGED, NAMES

CUSTOMER, CONTACT_POINT = "customers.customer", "customers.contactpoint"
CUSTOMER_TAG, EXTERNAL_ID = "customers.customertag", "customers.externalid"
CUSTOMER_DATE, RELATION = "customers.customerdate", "customers.relation"


def register() -> None:
    """Let operations on our tables be taken back."""
    tracked_models.add(
        TrackedModel(
            code=CUSTOMER,
            model=Customer,
            label=_("client"),
            field_labels=NAMES,
            changed_labels=CHANGED,
            together=(("last_name", "first_name", "middle_name", "name", "sort_name"),),
            seen_by=customers_seen_by,
            referenced_by=(
                Reference(table="customers_contactpoint", column="customer_id", label=_("contact points")),
                Reference(table="customers_customertag", column="customer_id", label=_("tags")),
                Reference(table="customers_externalid", column="customer_id", label=_("external ids")),
                Reference(table="customers_customerdate", column="customer_id", label=_("dates")),
                Reference(table="customers_relation", column="customer_id", label=_("relations")),
                Reference(table="customers_relation", column="other_id", label=_("relations")),
            ),
            archive_column="archived_at",
            weight=10,
        ),
        TrackedModel(
            code=CONTACT_POINT,
            model=ContactPoint,
            label=_("contact point"),
            field_labels={
                "raw": _("value"),
                "label": _("label"),
                "extension": _("extension"),
                "is_primary": _("primary"),
                "state": _("state"),
                "archived_at": _("removal"),
                "customer_id": _("client"),
            },
            together=(("kind", "raw", "value", "problem"), ("state", "state_at", "state_by", "state_why")),
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=points_seen_by,
            weight=20,
        ),
        TrackedModel(
            code=CUSTOMER_TAG,
            model=CustomerTag,
            label=_("tag of a client"),
            field_labels={"tag_id": _("tag"), "customer_id": _("client")},
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=tags_seen_by,
            weight=30,
        ),
        TrackedModel(
            code=EXTERNAL_ID,
            model=ExternalId,
            label=_("external id"),
            field_labels={"source": _("program"), "value": _("number there"), "customer_id": _("client")},
            together=(("source", "value"),),
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=external_ids_seen_by,
            weight=40,
        ),
        TrackedModel(
            code=CUSTOMER_DATE,
            model=CustomerDate,
            label=_("date of a client"),
            field_labels={"label": _("label"), "day": _("day"), "customer_id": _("client")},
            together=(("kind", "label", "day", "month", "year"),),
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=dates_seen_by,
            weight=50,
        ),
        TrackedModel(
            code=RELATION,
            model=Relation,
            label=_("relation"),
            field_labels={"kind": _("kind"), "role": _("role"), "customer_id": _("client"), "other_id": _("client")},
            together=(("customer", "other", "kind"),),
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=relations_seen_by,
            weight=60,
        ),
    )


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


def dates_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Dates of cards the reader may open."""
    cards = Customer.objects.visible_to(_reader(user_id))
    rows = CustomerDate.objects.filter(pk__in=ids, customer__in=cards).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(str(row.get_kind_display()), row.customer.get_absolute_url()) for row in rows}


def relations_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Relations of which the reader may open both cards."""
    rows = Relation.objects.visible_to(_reader(user_id)).filter(pk__in=ids).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(str(row), row.customer.get_absolute_url()) for row in rows}


def _point(point: ContactPoint, reader: User) -> str:
    """As the reader may see it; what is hidden is called by its kind."""
    shown = rights.shown(reader, point.kind, display_contact(point.kind, point.value, point.raw))
    return shown or str(point.get_kind_display())


def _reader(user_id: int) -> User:
    return User.objects.select_related("role").get(pk=user_id)
