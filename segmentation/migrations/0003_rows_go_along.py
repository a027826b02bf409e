"""Rows of scores go with their clients by a trigger of the statement: foreign keys are felt where rows are many."""

from django.db import migrations

from core import sql


def _without(table: str) -> migrations.RunSQL:
    name = f"segmentation_{table}_goes_along"
    return migrations.RunSQL(
        f"ALTER TABLE segmentation_{table} DROP CONSTRAINT {name}",
        f"ALTER TABLE segmentation_{table} ADD CONSTRAINT {name} FOREIGN KEY (customer_id)"
        " REFERENCES customers_customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
    )


class Migration(migrations.Migration):
    dependencies = [("segmentation", "0002_scores")]

    operations = [
        *(_without(table) for table in ("customerscore", "scorechange", "snapshotscore")),
        migrations.RunSQL(
            [(sql.text("segmentation", "scores_gone"), None)], ["DROP FUNCTION segmentation_customer_gone() CASCADE"]
        ),
    ]
