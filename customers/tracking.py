"""Our tables with history: what their fields are called, what points at them, who may see their rows."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.registries.operations import Reference, Seen, TrackedModel, tracked_models
from customers.models import ContactPoint, Customer

CUSTOMER, CONTACT_POINT = "customers.customer", "customers.contactpoint"


def register() -> None:
    """Let operations on our tables be taken back."""
    tracked_models.add(
        TrackedModel(
            code=CUSTOMER,
            model=Customer,
            label=_("client"),
            field_labels={
                "last_name": _("surname"),
                "first_name": _("first name"),
                "middle_name": _("patronymic"),
                "name": _("name"),
                "sex": _("sex"),
                "birth_date": _("date of birth"),
                "city": _("city"),
                "responsible_id": _("responsible"),
                "archived_at": _("archive"),
            },
            changed_labels={
                "last_name": pgettext_lazy("accusative", "surname"),
                "first_name": pgettext_lazy("accusative", "first name"),
                "middle_name": pgettext_lazy("accusative", "patronymic"),
                "name": pgettext_lazy("accusative", "name"),
                "sex": pgettext_lazy("accusative", "sex"),
                "birth_date": pgettext_lazy("accusative", "date of birth"),
                "city": pgettext_lazy("accusative", "city"),
                "responsible_id": pgettext_lazy("accusative", "responsible"),
            },
            together=(("last_name", "first_name", "middle_name", "name", "sort_name"),),
            seen_by=customers_seen_by,
            referenced_by=(Reference(table="customers_contactpoint", column="customer_id", label=_("contact points")),),
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
                "is_primary": _("primary"),
                "customer_id": _("client"),
            },
            together=(("kind", "raw", "value", "problem"),),
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=points_seen_by,
            weight=20,
        ),
    )


def customers_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Names and addresses of those cards the reader may open, archived ones too."""
    rows = Customer.objects.visible_to(_reader(user_id)).filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.title, row.get_absolute_url()) for row in rows}


def points_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Contact points of cards the reader may open."""
    cards = Customer.objects.visible_to(_reader(user_id))
    points = ContactPoint.objects.filter(pk__in=ids, customer__in=cards).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(str(row), row.customer.get_absolute_url()) for row in points}


def _reader(user_id: int) -> User:
    return User.objects.select_related("role").get(pk=user_id)
