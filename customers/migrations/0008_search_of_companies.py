"""Search by the company a person works at and by INN; what was taken off a card is found by the card."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Lower

REMOVED = models.Q(pgh_label="delete")


class Migration(migrations.Migration):
    # Built beside the work of others: a million rows take a while.
    atomic = False

    dependencies = [("customers", "0006_the_card_a_manager_edits")]

    operations = [
        AddIndexConcurrently(
            model_name="customer",
            index=GinIndex(
                OpClass(
                    models.Func(Lower("company"), models.Value("\u0451"), models.Value("\u0435"), function="translate"),
                    name="gin_trgm_ops",
                ),
                condition=~models.Q(company=""),
                name="customer_by_part_of_company",
            ),
        ),
        AddIndexConcurrently(
            model_name="customer",
            index=models.Index(fields=["inn"], condition=~models.Q(inn=""), name="customer_by_inn"),
        ),
        # Partitioned tables know no concurrent building; they hold a month each.
        migrations.AddIndex(
            model_name="customertagevent",
            index=models.Index(fields=["customer", "pgh_id"], condition=REMOVED, name="customer_tag_event_removed"),
        ),
        migrations.AddIndex(
            model_name="externalidevent",
            index=models.Index(fields=["customer", "pgh_id"], condition=REMOVED, name="external_id_event_removed"),
        ),
    ]
