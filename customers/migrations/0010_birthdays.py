"""Birthdays are found by month and day."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import ExtractDay, ExtractMonth


class Migration(migrations.Migration):
    # Built beside the work of others: a million rows take a while.
    atomic = False

    dependencies = [("customers", "0009_more_of_the_card")]

    operations = [
        AddIndexConcurrently(
            model_name="customer",
            index=models.Index(
                ExtractMonth("birth_date") * 100 + ExtractDay("birth_date"),
                condition=models.Q(birth_date__isnull=False),
                name="customer_by_birthday",
            ),
        ),
    ]
