"""Finds the entries of some days: rows come in the order of time, so a few kilobytes of ranges are enough."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journal", "0006_touched")]

    operations = [
        migrations.AddIndex(
            "entry",
            django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["at"], name="entry_by_time", pages_per_range=32
            ),
        ),
    ]
