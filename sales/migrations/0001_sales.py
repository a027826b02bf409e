"""Products, purchases with their history, and the rows of values."""

import datetime as dt
from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0008_search_of_companies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ValueDay",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("day", models.DateField()),
            ],
            options={
                "verbose_name": "day of values",
                "verbose_name_plural": "days of values",
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "lineage",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, editable=False, size=None
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="sales.category",
                        verbose_name="within",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
            },
        ),
        migrations.CreateModel(
            name="CategoryMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="month")),
                ("number", models.IntegerField(db_default=0, default=0, verbose_name="purchases")),
                (
                    "quantity",
                    models.DecimalField(
                        db_default=0, decimal_places=3, default=0, max_digits=18, verbose_name="quantity"
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum",
                    ),
                ),
                (
                    "profit",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="profit",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.category",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "client’s month of a category",
                "verbose_name_plural": "clients’ months of categories",
            },
        ),
        migrations.CreateModel(
            name="CustomerValue",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="value",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                ("number", models.IntegerField(db_default=0, default=0, verbose_name="purchases")),
                (
                    "total",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum of purchases",
                    ),
                ),
                (
                    "profit",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="profit",
                    ),
                ),
                (
                    "discount",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="discounts",
                    ),
                ),
                (
                    "first_at",
                    models.DateTimeField(
                        db_default=dt.datetime(1, 1, 2, 0, 0, tzinfo=dt.UTC),
                        default=dt.datetime(1, 1, 2, 0, 0, tzinfo=dt.UTC),
                        verbose_name="first purchase",
                    ),
                ),
                (
                    "last_at",
                    models.DateTimeField(
                        db_default=dt.datetime(1, 1, 2, 0, 0, tzinfo=dt.UTC),
                        default=dt.datetime(1, 1, 2, 0, 0, tzinfo=dt.UTC),
                        verbose_name="last purchase",
                    ),
                ),
                (
                    "average_check",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="average purchase",
                    ),
                ),
                (
                    "average_interval",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=1,
                        default=Decimal(0),
                        max_digits=9,
                        verbose_name="days between purchases",
                    ),
                ),
                ("number_90", models.IntegerField(db_default=0, default=0, verbose_name="purchases in 90 days")),
                (
                    "total_90",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum in 90 days",
                    ),
                ),
                ("number_365", models.IntegerField(db_default=0, default=0, verbose_name="purchases in 365 days")),
                (
                    "total_365",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum in 365 days",
                    ),
                ),
            ],
            options={
                "verbose_name": "value of a client",
                "verbose_name_plural": "values of clients",
                "indexes": [
                    models.Index(fields=["total", "customer"], name="value_by_total"),
                    models.Index(fields=["last_at", "customer"], name="value_by_last"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("sort_name", models.CharField(db_collation="C", editable=False, max_length=300)),
                ("sku", models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="article")),
                (
                    "brand",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="brand"),
                ),
                (
                    "unit",
                    models.CharField(blank=True, db_default="шт", default="шт", max_length=20, verbose_name="unit"),
                ),
                (
                    "price",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="price",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="cost price",
                    ),
                ),
                ("is_service", models.BooleanField(db_default=False, default=False, verbose_name="service")),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="sales.category",
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
            },
        ),
        migrations.CreateModel(
            name="ProductEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("sort_name", models.CharField(db_collation="C", editable=False, max_length=300)),
                ("sku", models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="article")),
                (
                    "brand",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="brand"),
                ),
                (
                    "unit",
                    models.CharField(blank=True, db_default="шт", default="шт", max_length=20, verbose_name="unit"),
                ),
                (
                    "price",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="price",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="cost price",
                    ),
                ),
                ("is_service", models.BooleanField(db_default=False, default=False, verbose_name="service")),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.product",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        PartitionByMonth("sales_productevent"),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=64, verbose_name="number of the document"
                    ),
                ),
                ("purchased_at", models.DateTimeField(verbose_name="bought at")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("invoiced", "invoiced"),
                            ("paid", "paid"),
                            ("partly", "partly paid"),
                            ("returned", "return"),
                        ],
                        db_default="paid",
                        default="paid",
                        max_length=8,
                        verbose_name="payment",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("shop", "shop"),
                            ("site", "site"),
                            ("phone", "phone"),
                            ("market", "marketplace"),
                            ("office", "office"),
                        ],
                        db_default="",
                        default="",
                        max_length=6,
                        verbose_name="sales channel",
                    ),
                ),
                (
                    "promo_code",
                    models.CharField(blank=True, db_default="", default="", max_length=50, verbose_name="promo code"),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("RUB", "Russian rouble, ₽"),
                            ("BYN", "Belarusian rouble, Br"),
                            ("KZT", "Kazakhstani tenge, ₸"),
                            ("USD", "US dollar, $"),
                            ("EUR", "euro, €"),
                        ],
                        db_default="RUB",
                        default="RUB",
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        db_default=Decimal(1),
                        decimal_places=6,
                        default=Decimal(1),
                        max_digits=18,
                        verbose_name="rate",
                    ),
                ),
                (
                    "own_total",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum in its currency",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="cost price",
                    ),
                ),
                (
                    "discount",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="discount",
                    ),
                ),
                (
                    "profit",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="profit",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="purchases",
                        to="customers.customer",
                        verbose_name="client",
                    ),
                ),
                (
                    "returns",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="returned_by",
                        to="sales.purchase",
                        verbose_name="what is returned",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seller",
                    ),
                ),
            ],
            options={
                "verbose_name": "purchase",
                "verbose_name_plural": "purchases",
            },
        ),
        migrations.CreateModel(
            name="PurchaseLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "quantity",
                    models.DecimalField(
                        db_default=Decimal(1),
                        decimal_places=3,
                        default=Decimal(1),
                        max_digits=14,
                        verbose_name="quantity",
                    ),
                ),
                (
                    "price",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="price",
                    ),
                ),
                (
                    "discount",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="discount",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="cost price",
                    ),
                ),
                ("position", models.PositiveIntegerField(db_default=0, default=0)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="sales.purchase",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a purchase",
                "verbose_name_plural": "lines of purchases",
            },
        ),
        migrations.CreateModel(
            name="PurchaseLineEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "quantity",
                    models.DecimalField(
                        db_default=Decimal(1),
                        decimal_places=3,
                        default=Decimal(1),
                        max_digits=14,
                        verbose_name="quantity",
                    ),
                ),
                (
                    "price",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="price",
                    ),
                ),
                (
                    "discount",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="discount",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="cost price",
                    ),
                ),
                ("position", models.PositiveIntegerField(db_default=0, default=0)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.purchaseline",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.purchase",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        PartitionByMonth("sales_purchaselineevent"),
        migrations.CreateModel(
            name="Shop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "shop",
                "verbose_name_plural": "shops",
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="shop_name_is_one"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="shop_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PurchaseEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=64, verbose_name="number of the document"
                    ),
                ),
                ("purchased_at", models.DateTimeField(verbose_name="bought at")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("invoiced", "invoiced"),
                            ("paid", "paid"),
                            ("partly", "partly paid"),
                            ("returned", "return"),
                        ],
                        db_default="paid",
                        default="paid",
                        max_length=8,
                        verbose_name="payment",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("shop", "shop"),
                            ("site", "site"),
                            ("phone", "phone"),
                            ("market", "marketplace"),
                            ("office", "office"),
                        ],
                        db_default="",
                        default="",
                        max_length=6,
                        verbose_name="sales channel",
                    ),
                ),
                (
                    "promo_code",
                    models.CharField(blank=True, db_default="", default="", max_length=50, verbose_name="promo code"),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("RUB", "Russian rouble, ₽"),
                            ("BYN", "Belarusian rouble, Br"),
                            ("KZT", "Kazakhstani tenge, ₸"),
                            ("USD", "US dollar, $"),
                            ("EUR", "euro, €"),
                        ],
                        db_default="RUB",
                        default="RUB",
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        db_default=Decimal(1),
                        decimal_places=6,
                        default=Decimal(1),
                        max_digits=18,
                        verbose_name="rate",
                    ),
                ),
                (
                    "own_total",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum in its currency",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="sum",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="cost price",
                    ),
                ),
                (
                    "discount",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="discount",
                    ),
                ),
                (
                    "profit",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="profit",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                        verbose_name="client",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.purchase",
                    ),
                ),
                (
                    "returns",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.purchase",
                        verbose_name="what is returned",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seller",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sales.shop",
                        verbose_name="shop",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        PartitionByMonth("sales_purchaseevent"),
        migrations.AddField(
            model_name="purchase",
            name="shop",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="purchases",
                to="sales.shop",
                verbose_name="shop",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                models.F("parent"),
                django.db.models.functions.text.Lower("name"),
                name="category_once_within",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="category_has_a_name"
            ),
        ),
        migrations.AddIndex(
            model_name="categorymonth",
            index=models.Index(fields=["category", "month"], name="category_month_by_category"),
        ),
        migrations.AddConstraint(
            model_name="categorymonth",
            constraint=models.UniqueConstraint(
                fields=("customer", "month", "category"), name="category_month_once", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["sort_name", "id"], name="product_by_name"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(("brand", ""), _negated=True), fields=["brand"], name="product_by_brand"
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="product_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sku", ""), _negated=True), fields=("sku",), name="product_sku_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="product_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost__gte", 0), ("price__gte", 0)), name="product_price_is_not_below_zero"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sales_productevent" ("archived_at", "brand", "category_id", "cost", "created_at", "id", "is_service", "made_in", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "sku", "sort_name", "unit", "updated_at") SELECT old_values."archived_at", old_values."brand", old_values."category_id", old_values."cost", old_values."created_at", old_values."id", old_values."is_service", old_values."made_in", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."price", old_values."sku", old_values."sort_name", old_values."unit", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."archived_at" IS DISTINCT FROM (new_values."archived_at") OR old_values."brand" IS DISTINCT FROM (new_values."brand") OR old_values."category_id" IS DISTINCT FROM (new_values."category_id") OR old_values."cost" IS DISTINCT FROM (new_values."cost") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_service" IS DISTINCT FROM (new_values."is_service") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."price" IS DISTINCT FROM (new_values."price") OR old_values."sku" IS DISTINCT FROM (new_values."sku") OR old_values."sort_name" IS DISTINCT FROM (new_values."sort_name") OR old_values."unit" IS DISTINCT FROM (new_values."unit")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ec670d26996fdbf6783b09f727dd269e3e0a2e43",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_32fba",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="sales_product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sales_productevent" ("archived_at", "brand", "category_id", "cost", "created_at", "id", "is_service", "made_in", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "sku", "sort_name", "unit", "updated_at") SELECT old_values."archived_at", old_values."brand", old_values."category_id", old_values."cost", old_values."created_at", old_values."id", old_values."is_service", old_values."made_in", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."price", old_values."sku", old_values."sort_name", old_values."unit", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="cc65cfae04c0ba6e0f41e9dbfa03590353de4f8c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c6f3a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="sales_product",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="productevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="product_event_context"),
        ),
        migrations.AddIndex(
            model_name="productevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="product_event_object"),
        ),
        migrations.AddIndex(
            model_name="purchaseline",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="purchase_line_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="purchaseline",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost__gte", 0), ("price__gte", 0)), name="purchase_line_price_not_below_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="purchaseline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity", 0), _negated=True), name="purchase_line_has_a_quantity"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sales_purchaselineevent" ("category_id", "cost", "discount", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "price", "product_id", "purchase_id", "quantity") SELECT old_values."category_id", old_values."cost", old_values."discount", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."price", old_values."product_id", old_values."purchase_id", old_values."quantity" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9a01904ddf8dde71fc505640138568d278cedc65",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b1bfd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="sales_purchaseline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sales_purchaselineevent" ("category_id", "cost", "discount", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "price", "product_id", "purchase_id", "quantity") SELECT old_values."category_id", old_values."cost", old_values."discount", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."price", old_values."product_id", old_values."purchase_id", old_values."quantity" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d8de153ff7155ba20b74ee3de1883e064ec78402",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a090d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="sales_purchaseline",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="purchaselineevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="purchase_line_event_context"),
        ),
        migrations.AddIndex(
            model_name="purchaselineevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="purchase_line_event_object"),
        ),
        migrations.AddIndex(
            model_name="purchaseevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="purchase_event_context"),
        ),
        migrations.AddIndex(
            model_name="purchaseevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="purchase_event_object"),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(fields=["customer", "purchased_at", "id"], name="purchase_of_customer"),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(fields=["purchased_at", "id"], name="purchase_by_day"),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(fields=["total", "id"], name="purchase_by_total"),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="purchase_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("customer", "number"),
                name="purchase_number_once_a_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["invoiced", "paid", "partly", "returned"])),
                name="purchase_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["", "shop", "site", "phone", "market", "office"])),
                name="purchase_channel_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__in", ["RUB", "BYN", "KZT", "USD", "EUR"])),
                name="purchase_currency_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="purchase_rate_is_above_zero"),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "returned"), ("total__lte", 0)),
                    models.Q(models.Q(("status", "returned"), _negated=True), ("total__gte", 0)),
                    _connector="OR",
                ),
                name="purchase_below_zero_is_a_return",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchase",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sales_purchaseevent" ("channel", "cost", "created_at", "currency", "customer_id", "discount", "id", "made_in", "number", "own_total", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profit", "promo_code", "purchased_at", "rate", "returns_id", "seller_id", "shop_id", "status", "total", "updated_at") SELECT old_values."channel", old_values."cost", old_values."created_at", old_values."currency", old_values."customer_id", old_values."discount", old_values."id", old_values."made_in", old_values."number", old_values."own_total", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."profit", old_values."promo_code", old_values."purchased_at", old_values."rate", old_values."returns_id", old_values."seller_id", old_values."shop_id", old_values."status", old_values."total", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."channel" IS DISTINCT FROM (new_values."channel") OR old_values."cost" IS DISTINCT FROM (new_values."cost") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."currency" IS DISTINCT FROM (new_values."currency") OR old_values."customer_id" IS DISTINCT FROM (new_values."customer_id") OR old_values."discount" IS DISTINCT FROM (new_values."discount") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."own_total" IS DISTINCT FROM (new_values."own_total") OR old_values."profit" IS DISTINCT FROM (new_values."profit") OR old_values."promo_code" IS DISTINCT FROM (new_values."promo_code") OR old_values."purchased_at" IS DISTINCT FROM (new_values."purchased_at") OR old_values."rate" IS DISTINCT FROM (new_values."rate") OR old_values."returns_id" IS DISTINCT FROM (new_values."returns_id") OR old_values."seller_id" IS DISTINCT FROM (new_values."seller_id") OR old_values."shop_id" IS DISTINCT FROM (new_values."shop_id") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."total" IS DISTINCT FROM (new_values."total")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d694bde9ee02038b9364f5f6ef4933d965e1b24f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ccc1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="sales_purchase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchase",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sales_purchaseevent" ("channel", "cost", "created_at", "currency", "customer_id", "discount", "id", "made_in", "number", "own_total", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profit", "promo_code", "purchased_at", "rate", "returns_id", "seller_id", "shop_id", "status", "total", "updated_at") SELECT old_values."channel", old_values."cost", old_values."created_at", old_values."currency", old_values."customer_id", old_values."discount", old_values."id", old_values."made_in", old_values."number", old_values."own_total", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."profit", old_values."promo_code", old_values."purchased_at", old_values."rate", old_values."returns_id", old_values."seller_id", old_values."shop_id", old_values."status", old_values."total", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0e4b724043f943edf4643d97e1d9e2160e610c3f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b94da",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="sales_purchase",
                    when="AFTER",
                ),
            ),
        ),
    ]
