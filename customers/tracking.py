"""Our tables with history: what their fields are called, what points at them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.registries.operations import Reference, TrackedModel, tracked_models
from customers.custom.fitting import unfit
from customers.models import (
    ContactPoint,
    Customer,
    CustomerDate,
    CustomerFile,
    CustomerTag,
    CustomField,
    CustomValues,
    DictionaryTerm,
    ExternalId,
    Relation,
    StandardRule,
    Tag,
)
from customers.tracked_names import CHANGED, NAMES
from customers.tracked_seen import (
    customers_seen_by,
    dates_seen_by,
    external_ids_seen_by,
    files_seen_by,
    names_of_tags,
    own_fields_of_the_card,
    points_seen_by,
    relations_seen_by,
    rules_of_the_standard,
    tags_seen_by,
    words_of_dictionaries,
)

CUSTOMER, CONTACT_POINT = "customers.customer", "customers.contactpoint"
CUSTOMER_TAG, EXTERNAL_ID = "customers.customertag", "customers.externalid"
TAG_ITSELF, TERM = "customers.tag", "customers.dictionaryterm"
CUSTOM_VALUES, CUSTOM_FIELD = "customers.customvalues", "customers.customfield"
CUSTOMER_DATE, RELATION = "customers.customerdate", "customers.relation"
CUSTOMER_FILE = "customers.customerfile"
STANDARD_RULE = "customers.standardrule"


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
                Reference(table="customers_customvalues", column="customer_id", label=_("own fields")),
                Reference(table="customers_customerdate", column="customer_id", label=_("dates")),
                Reference(table="customers_customerfile", column="customer_id", label=_("files")),
                Reference(table="customers_relation", column="customer_id", label=_("relations")),
                Reference(table="customers_relation", column="other_id", label=_("relations")),
                Reference(table="customers_customer", column="merged_into_id", label=_("merged cards"), stands=True),
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
            field_labels={"tag_id": _("tag"), "data": _("data of the tag"), "customer_id": _("client")},
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
            code=TAG_ITSELF,
            model=Tag,
            label=_("tag"),
            field_labels={
                "name": _("name"),
                "hue": _("hue"),
                "data_label": _("what is asked for"),
                "archived_at": _("archive"),
            },
            seen_by=names_of_tags,
            weight=5,
        ),
        TrackedModel(
            code=TERM,
            model=DictionaryTerm,
            label=_("word of a dictionary"),
            field_labels={"text": _("value"), "means_id": _("means")},
            together=(("text", "key"),),
            seen_by=words_of_dictionaries,
            referenced_by=(Reference(table="customers_dictionaryterm", column="means_id", label=_("writings")),),
            weight=5,
        ),
        TrackedModel(
            code=STANDARD_RULE,
            model=StandardRule,
            label=_("rule of the standard"),
            field_labels={
                "name": _("name"),
                "kind": _("kind"),
                "rule": _("for whom"),
                "fields": _("fields that must be filled"),
                "recheck_months": _("checked again each, months"),
            },
            seen_by=rules_of_the_standard,
            weight=5,
        ),
        TrackedModel(
            code=CUSTOM_FIELD,
            model=CustomField,
            label=_("own field"),
            field_labels={"name": _("name"), "type": pgettext_lazy("of a field", "type")},
            together=(("type", "options", "limits", "default", "unit"),),
            seen_by=own_fields_of_the_card,
            weight=5,
        ),
        TrackedModel(
            code=CUSTOM_VALUES,
            model=CustomValues,
            label=_("own fields of a client"),
            field_labels={"values": _("own fields")},
            keyed="values",
            unfit=unfit,
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=customers_seen_by,
            weight=50,
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
            code=CUSTOMER_FILE,
            model=CustomerFile,
            label=_("file of a client"),
            field_labels={"name": _("file"), "is_photo": _("photo"), "customer_id": _("client")},
            together=(("file", "name"),),
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=files_seen_by,
            weight=55,
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
