"""The attributes of a client, each declared once: lists, filters, imports and exports are derived from these."""

from collections.abc import Mapping
from typing import Any

from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.registries.fields import Field, FieldType, fields
from customers import telling, zones
from customers.cells.catalogue import CLEANERS
from customers.choices import Channel, CustomerKind, DateKind, RelationKind, Sex
from customers.field_masks import MASKS
from customers.models import Tag
from customers.normalise.headings import headings

TEXT, CHOICE = FieldType.TEXT, FieldType.CHOICE
POINT = (
    "SELECT 1 FROM customers_contactpoint p"
    " WHERE p.customer_id = {c}.id AND p.archived_at IS NULL AND p.kind = '%s' AND {test}"
)
TAG = "SELECT 1 FROM customers_customertag t WHERE t.customer_id = {c}.id AND {test}"
DATED = "SELECT 1 FROM customers_customerdate d WHERE d.customer_id = {c}.id AND {test}"
# Read from both sides; each half goes by its own index.
TIED = (
    "SELECT 1 FROM (SELECT customer_id AS pk, kind, other_id AS other, false AS back, role FROM customers_relation"
    " UNION ALL SELECT other_id, kind, customer_id, true, role FROM customers_relation) r"
    " WHERE r.pk = {c}.id AND {test}"
)
DATES_TOLD: dict[str, Any] = {"told": telling.dates_told, "told_sql": telling.DATE_SQL}
TIES_TOLD: dict[str, Any] = {"told": telling.ties_told, "told_sql": telling.TIE_SQL}
NUMBER = "SELECT 1 FROM customers_externalid x WHERE x.customer_id = {c}.id AND {test}"


def register() -> None:
    """Fill the catalogue, in the order of the card."""
    _add(10, "full_name", pgettext_lazy("whole client", "Name"), TEXT, "{c}.name", **_sorts("sort_name", "name"))
    _add(20, "kind", _("Kind"), CHOICE, choices=_kinds, personal=False)
    _add(30, "last_name", _("Surname"), TEXT)
    _add(40, "first_name", _("First name"), TEXT)
    _add(50, "middle_name", _("Patronymic"), TEXT)
    _add(60, "birth_date", _("Date of birth"), FieldType.DATE)
    _add(70, "sex", _("Sex"), CHOICE, choices=_sexes)
    _add(80, "phone", _("Phone"), FieldType.PHONE, "p.value", within=POINT % "phone")
    _add(90, "email", _("E-mail"), FieldType.EMAIL, "p.value", within=POINT % "email")
    _add(91, "telegram", "Telegram", TEXT, "p.value", within=POINT % "telegram")
    _add(92, "whatsapp", "WhatsApp", TEXT, "p.value", within=POINT % "whatsapp")
    _add(93, "vk", _("VK"), TEXT, "p.value", within=POINT % "vk")
    _add(94, "max", "MAX", TEXT, "p.value", within=POINT % "max")
    _add(95, "site", _("Site"), TEXT, "p.value", within=POINT % "site")
    _add(100, "city", _("City"), TEXT)
    _add(110, "address", _("Address"), TEXT)
    _add(120, "company", _("Company"), TEXT)
    _add(130, "position", _("Position"), TEXT)
    _add(140, "inn", _("INN"), TEXT)
    _add(150, "kpp", _("KPP"), TEXT)
    _add(151, "legal_name", _("Full name of the company"), TEXT)
    _add(152, "legal_form", _("Legal form"), TEXT, personal=False)
    _add(153, "industry", _("Industry"), TEXT, personal=False)
    _add(154, "ogrn", _("OGRN"), TEXT)
    _add(155, "legal_address", _("Legal address"), TEXT)
    _add(156, "director", _("Director"), TEXT)
    _add(157, "accountant", _("Chief accountant"), TEXT)
    _add(158, "working_hours", _("Working hours"), TEXT, personal=False)
    _add(159, "bik", _("BIC"), TEXT)
    _add(160, "account", _("Account"), TEXT)
    _add(161, "bank", _("Bank"), TEXT)
    _add(162, "corr_account", _("Correspondent account"), TEXT)
    _add(165, "source", _("Source"), TEXT, personal=False)
    _add(170, "responsible", _("Responsible"), CHOICE, "{c}.responsible_id", choices=_people, is_key=True)
    _add(180, "tags", _("Tags"), FieldType.MULTI, "t.tag_id", within=TAG, choices=_tags, is_key=True)
    _add(181, "salutation", _("Salutation"), TEXT)
    _add(182, "channel", _("Preferred channel"), CHOICE, choices=_channels)
    _add(183, "best_time", _("Convenient time"), TEXT)
    _add(184, "time_zone", _("Time zone"), CHOICE, choices=zones.named)
    _add(185, "language", _("Language"), TEXT)
    _add(186, "family", _("Family"), TEXT)
    _add(187, "interests", _("Hobbies and interests"), TEXT)
    _add(188, "preferences", _("Preferences"), TEXT)
    _add(189, "dates", _("Other dates"), FieldType.MULTI, "d.kind", within=DATED, choices=_dates, **DATES_TOLD)
    _add(189, "relations", _("Relations"), FieldType.MULTI, "r.kind", within=TIED, choices=_ties, **TIES_TOLD)
    _add(190, "note", _("Note"), TEXT)
    _add(200, "external_id", _("External id"), TEXT, "x.value", within=NUMBER)
    _add(210, "created_at", _("Client since"), FieldType.MOMENT, personal=False, **_sorts("created_at", "created"))
    # Not sorted by: an index on it would make every change of a client rewrite all his indexes.
    _add(220, "updated_at", _("Changed at"), FieldType.MOMENT, personal=False)


def _sorts(column: str, name: str) -> dict[str, str]:
    """A column by which the whole base is sorted, with its two indexes."""
    return {"order": column, "index": f"customer_by_{name}", "own_index": f"customer_own_by_{name}"}


def _add(weight: int, code: str, label: str | Promise, kind: FieldType, sql: str = "", **more: Any) -> None:
    sql = sql or f"{{c}}.{code}"
    more.setdefault("mask", MASKS.get(code))
    more.setdefault("cleaner", CLEANERS.get(code))
    fields.add(Field(code=code, label=label, type=kind, sql=sql, weight=weight, headings=headings(code), **more))


def _kinds() -> Mapping[str, str | Promise]:
    return dict(CustomerKind.choices)


def _sexes() -> Mapping[str, str | Promise]:
    return dict(Sex.choices)


def _channels() -> Mapping[str, str | Promise]:
    return dict(Channel.choices)


def _dates() -> Mapping[str, str | Promise]:
    return dict(DateKind.choices)


def _ties() -> Mapping[str, str | Promise]:
    return dict(RelationKind.choices)


def _people() -> Mapping[str, str | Promise]:
    users = User.objects.filter(is_system=False).order_by("last_name", "first_name", "pk")
    return {str(user.pk): user.full_name for user in users}


def _tags() -> Mapping[str, str | Promise]:
    return {str(pk): name for pk, name in Tag.objects.order_by(Lower("name")).values_list("pk", "name")}
