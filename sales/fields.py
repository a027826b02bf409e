"""What purchases say of a client, as attributes of the field catalogue."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries.fields import Field, FieldType, fields
from sales import choice_lists

VALUE = "(SELECT {what} FROM sales_customervalue v WHERE v.customer_id = {c}.id{only})"
BESIDE = "SELECT 1 FROM sales_customervalue v WHERE v.customer_id = {c}.id{only} AND {test}"
BOUGHT = (
    "SELECT 1 FROM (SELECT DISTINCT {what} AS id"
    " FROM sales_purchase p JOIN sales_purchaseline l ON l.purchase_id = p.id"
    " {join} WHERE p.customer_id = {c}.id AND p.status NOT IN ('invoiced', 'returned') {window}) b WHERE {test}"
)
MONTHS = (
    "SELECT 1 FROM (SELECT DISTINCT a.id FROM sales_categorymonth m JOIN sales_category k ON k.id = m.category_id"
    " CROSS JOIN LATERAL unnest(k.lineage) AS a (id) WHERE m.customer_id = {c}.id AND m.number > 0) b WHERE {test}"
)
COUNTED = (
    "FROM sales_purchase p WHERE p.status NOT IN ('invoiced', 'returned') AND p.purchased_at >= %s"
    " AND EXISTS (SELECT 1 FROM sales_purchaseline l {join} WHERE l.purchase_id = p.id AND {which})"
)
BRANCHES = "l.category_id = ANY (ARRAY(SELECT k.id FROM sales_category k WHERE k.lineage && %s::bigint[]))"
LINEAGE = "JOIN sales_category k ON k.id = l.category_id CROSS JOIN LATERAL unnest(k.lineage) AS a (id)"
PRODUCT = "JOIN sales_product g ON g.id = l.product_id AND g.brand <> ''"
NUMBER, MONEY, MOMENT = FieldType.NUMBER, FieldType.MONEY, FieldType.MOMENT
Choices = Callable[[], Mapping[str, str | Promise]]


def register() -> None:
    """Fill the catalogue, after the attributes of the card."""
    _value(500, "purchases_number", _("Purchases: number"), NUMBER, "v.number")
    _value(505, "purchases_total", _("Purchases: sum"), MONEY, "v.total", order="value__total")
    _value(510, "purchases_profit", _("Purchases: profit"), MONEY, "v.profit")
    _value(515, "purchases_discount", _("Purchases: discounts"), MONEY, "v.discount")
    _value(520, "first_purchase", _("First purchase"), MOMENT, "v.first_at", " AND v.number > 0")
    _value(525, "last_purchase", _("Last purchase"), MOMENT, "v.last_at", " AND v.number > 0", "value__last_at")
    _value(530, "average_check", _("Average purchase"), MONEY, "v.average_check")
    _value(535, "purchase_interval", _("Days between purchases"), NUMBER, "v.average_interval")
    _value(540, "purchases_number_90", _("Purchases in 90 days: number"), NUMBER, "v.number_90")
    _value(545, "purchases_total_90", _("Purchases in 90 days: sum"), MONEY, "v.total_90")
    _value(550, "purchases_number_365", _("Purchases in 365 days: number"), NUMBER, "v.number_365")
    _value(555, "purchases_total_365", _("Purchases in 365 days: sum"), MONEY, "v.total_365")
    _bought(560, "bought_product", _("Bought the product"), choice_lists.products, "l.product_id")
    _bought(
        565, "bought_product_90", _("Bought the product in 90 days"), choice_lists.products, "l.product_id", days=90
    )
    fields.add(
        Field(
            code="bought_category", label=_("Bought of the category"), type=FieldType.MULTI, sql="b.id", within=MONTHS,
            choices=choice_lists.categories, is_key=True, weight=570,
            counted=COUNTED.replace("{join}", "").replace("{which}", BRANCHES),
        )
    )  # fmt: skip
    _bought(
        575, "bought_category_90", _("Bought of the category in 90 days"), choice_lists.categories, "a.id", LINEAGE, 90
    )
    _bought(
        580,
        "bought_category_365",
        _("Bought of the category in 365 days"),
        choice_lists.categories,
        "a.id",
        LINEAGE,
        365,
    )
    _bought(585, "bought_brand", _("Bought of the brand"), choice_lists.brands, "g.brand", PRODUCT)
    _bought(590, "bought_brand_90", _("Bought of the brand in 90 days"), choice_lists.brands, "g.brand", PRODUCT, 90)


def _value(
    weight: int, code: str, label: str | Promise, kind: FieldType, what: str, only: str = "", order: str = ""
) -> None:
    """An attribute that stands in the value row; filters join the row, so that its indexes answer."""
    sql, beside = (text.replace("{only}", only) for text in (VALUE, BESIDE))
    sql = sql.replace("{what}", what)
    fields.add(Field(code=code, label=label, type=kind, sql=sql, beside=beside, inner=what, order=order, weight=weight))


def _bought(
    weight: int, code: str, label: str | Promise, choices: Choices, what: str, join: str = "", days: int = 0
) -> None:
    """What the client bought, each thing once; returns and invoices do not count."""
    window = f"AND p.purchased_at >= (SELECT sales_window({days}))" if days else ""
    within = BOUGHT.replace("{what}", what).replace("{join}", join).replace("{window}", window)
    key = what != "g.brand"
    counted = "" if days else COUNTED.replace("{join}", join).replace("{which}", f"{what} = ANY(%s)")
    of_products = choices is choice_lists.products
    fields.add(
        Field(
            code=code, label=label, type=FieldType.MULTI, sql="b.id", within=within, choices=choices, is_key=key,
            weight=weight, counted=counted, found=choice_lists.products_found if of_products else None,
            named=choice_lists.products_named if of_products else None,
        )
    )  # fmt: skip
