"""Indexes of search. Trigrams serve parts of names, the turned number serves the last digits of a phone."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, TrigramExtension
from django.db import migrations, models
from django.db.models.functions import Reverse


class Migration(migrations.Migration):
    # Built beside the work of others: a million names take a while.
    atomic = False

    dependencies = [("customers", "0004_history")]

    operations = [
        TrigramExtension(),
        AddIndexConcurrently(
            model_name="customer",
            index=GinIndex(OpClass("sort_name", name="gin_trgm_ops"), name="customer_by_part_of_name"),
        ),
        AddIndexConcurrently(
            model_name="contactpoint",
            index=models.Index(Reverse("value"), condition=models.Q(kind="phone"), name="contact_point_by_tail"),
        ),
    ]
