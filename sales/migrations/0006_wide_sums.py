"""Sums of purchases are wider than purchases: a hundred of the largest overflowed. No table is written anew."""

from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sales", "0005_months_as_rounded")]

    operations = [
        migrations.AlterField(
            model_name="customervalue",
            name="average_check",
            field=models.DecimalField(
                db_default=Decimal(0),
                decimal_places=2,
                default=Decimal(0),
                max_digits=26,
                verbose_name="average purchase",
            ),
        ),
        migrations.AlterField(
            model_name="customervalue",
            name="discount",
            field=models.DecimalField(
                db_default=Decimal(0), decimal_places=2, default=Decimal(0), max_digits=26, verbose_name="discounts"
            ),
        ),
        migrations.AlterField(
            model_name="customervalue",
            name="profit",
            field=models.DecimalField(
                db_default=Decimal(0), decimal_places=2, default=Decimal(0), max_digits=26, verbose_name="profit"
            ),
        ),
        migrations.AlterField(
            model_name="customervalue",
            name="total",
            field=models.DecimalField(
                db_default=Decimal(0),
                decimal_places=2,
                default=Decimal(0),
                max_digits=26,
                verbose_name="sum of purchases",
            ),
        ),
        migrations.AlterField(
            model_name="customervalue",
            name="total_365",
            field=models.DecimalField(
                db_default=Decimal(0),
                decimal_places=2,
                default=Decimal(0),
                max_digits=26,
                verbose_name="sum in 365 days",
            ),
        ),
        migrations.AlterField(
            model_name="customervalue",
            name="total_90",
            field=models.DecimalField(
                db_default=Decimal(0),
                decimal_places=2,
                default=Decimal(0),
                max_digits=26,
                verbose_name="sum in 90 days",
            ),
        ),
        migrations.AlterField(
            model_name="categorymonth",
            name="profit",
            field=models.DecimalField(
                db_default=Decimal(0), decimal_places=2, default=Decimal(0), max_digits=26, verbose_name="profit"
            ),
        ),
        migrations.AlterField(
            model_name="categorymonth",
            name="quantity",
            field=models.DecimalField(
                db_default=0, decimal_places=3, default=0, max_digits=27, verbose_name="quantity"
            ),
        ),
        migrations.AlterField(
            model_name="categorymonth",
            name="total",
            field=models.DecimalField(
                db_default=Decimal(0), decimal_places=2, default=Decimal(0), max_digits=26, verbose_name="sum"
            ),
        ),
    ]
