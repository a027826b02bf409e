"""Rows of scores go with their clients by a trigger: foreign keys are felt where rows are many. Sums as wide as values."""

from decimal import Decimal

from django.db import migrations, models

from core import sql


def _without(table: str) -> migrations.RunSQL:
    name = f"segmentation_{table}_goes_along"
    return migrations.RunSQL(
        f"ALTER TABLE segmentation_{table} DROP CONSTRAINT {name}",
        f"ALTER TABLE segmentation_{table} ADD CONSTRAINT {name} FOREIGN KEY (customer_id)"
        " REFERENCES customers_customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
    )


def _wide(model: str, name: str, label: str) -> migrations.AlterField:
    field = models.DecimalField(
        db_default=Decimal(0), decimal_places=2, default=Decimal(0), max_digits=26, verbose_name=label
    )
    return migrations.AlterField(model_name=model, name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("segmentation", "0011_card_changes")]

    operations = [
        *(_without(table) for table in ("customerscore", "scorechange", "snapshotscore")),
        migrations.RunSQL(
            [(sql.text("segmentation", "scores_gone"), None)], ["DROP FUNCTION segmentation_customer_gone() CASCADE"]
        ),
        _wide("customerscore", "monetary", "money of the client"),
        _wide("customerscore", "profit", "profit"),
        _wide("customerscore", "abc_value", "what ABC weighs"),
        _wide("snapshotscore", "monetary", "money of the client"),
        _wide("snapshotscore", "profit", "profit"),
    ]
