"""Attributes of a purchase and of a product, for their lists: `{c}` stands for their own table."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.registries.fields import Field, FieldType
from sales import choice_lists

CLIENT = "(SELECT c.name FROM customers_customer c WHERE c.id = {c}.customer_id)"
OF_LINES = "SELECT 1 FROM sales_purchaseline l {join} WHERE l.purchase_id = {c}.id AND {test}"
PRODUCT_JOIN = "JOIN sales_product g ON g.id = l.product_id"

TOTAL, DISCOUNT, PROFIT = "purchases_total", "purchases_discount", "purchases_profit"
"""Attributes of a client whose rights amounts follow: who may not see his profit sees neither profit nor cost."""

PURCHASE_FIELDS = (
    Field(
        code="purchased_at",
        label=_("Bought at"),
        type=FieldType.MOMENT,
        sql="{c}.purchased_at",
        index="purchase_by_day",
        order="purchased_at",
    ),
    Field(code="number", label=_("Number of the document"), type=FieldType.TEXT, sql="{c}.number"),
    Field(code="customer", label=_("Client"), type=FieldType.TEXT, sql=CLIENT),
    Field(
        code="total", label=_("Sum"), type=FieldType.MONEY, sql="{c}.total", index="purchase_by_total", order="total",
        follows=TOTAL,
    ),
    Field(code="discount", label=_("Discount"), type=FieldType.MONEY, sql="{c}.discount", follows=DISCOUNT),
    Field(code="cost", label=_("Cost price"), type=FieldType.MONEY, sql="{c}.cost", follows=PROFIT),
    Field(code="profit", label=_("Profit"), type=FieldType.MONEY, sql="{c}.profit", follows=PROFIT),
    Field(
        code="status", label=_("Payment"), type=FieldType.CHOICE, sql="{c}.status", choices=choice_lists.statuses
    ),
    Field(
        code="channel", label=_("Sales channel"), type=FieldType.CHOICE, sql="{c}.channel",
        choices=choice_lists.channels,
    ),
    Field(
        code="shop", label=_("Shop"), type=FieldType.CHOICE, sql="{c}.shop_id", choices=choice_lists.shops, is_key=True
    ),
    Field(
        code="seller", label=_("Seller"), type=FieldType.CHOICE, sql="{c}.seller_id", choices=choice_lists.sellers,
        is_key=True,
    ),
    Field(code="promo_code", label=_("Promo code"), type=FieldType.TEXT, sql="{c}.promo_code"),
    Field(
        code="product", label=_("Product"), type=FieldType.MULTI, sql="l.product_id", is_key=True,
        within=OF_LINES.replace("{join}", ""), choices=choice_lists.products, found=choice_lists.products_found,
        named=choice_lists.products_named,
    ),
    Field(
        code="category", label=_("Category"), type=FieldType.MULTI, sql="a.id", is_key=True,
        within=OF_LINES.replace(
            "{join}", "JOIN sales_category k ON k.id = l.category_id CROSS JOIN LATERAL unnest(k.lineage) AS a (id)"
        ),
        choices=choice_lists.categories,
    ),
    Field(
        code="brand", label=_("Brand"), type=FieldType.MULTI, sql="g.brand",
        within=OF_LINES.replace("{join}", PRODUCT_JOIN), choices=choice_lists.brands,
    ),
)  # fmt: skip
PRODUCT_FIELDS = (
    Field(
        code="name", label=_("Name"), type=FieldType.TEXT, sql="{c}.name", index="product_by_name", order="sort_name",
        personal=False,
    ),
    Field(code="sku", label=_("Article"), type=FieldType.TEXT, sql="{c}.sku", personal=False),
    Field(
        code="category", label=_("Category"), type=FieldType.CHOICE, sql="{c}.category_id", is_key=True,
        choices=choice_lists.categories, personal=False,
    ),
    Field(
        code="brand", label=_("Brand"), type=FieldType.CHOICE, sql="{c}.brand", choices=choice_lists.brands,
        personal=False,
    ),
    Field(code="unit", label=_("Unit"), type=FieldType.TEXT, sql="{c}.unit", personal=False),
    Field(code="price", label=_("Price"), type=FieldType.MONEY, sql="{c}.price", personal=False),
    Field(
        code="cost", label=_("Cost price"), type=FieldType.MONEY, sql="{c}.cost", personal=False, follows=PROFIT
    ),
    Field(
        code="is_service", label=pgettext_lazy("product", "Service"), type=FieldType.FLAG, sql="{c}.is_service",
        personal=False,
    ),
)  # fmt: skip
