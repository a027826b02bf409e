"""Changes of cards are told to segments by the statements that make them."""

import django.utils.timezone
from django.db import migrations, models

import journal.models.fields
from core import sql


class Migration(migrations.Migration):
    dependencies = [
        ("segmentation", "0010_segments"),
        ("interactions", "0012_last_touch"),
    ]

    operations = [
        migrations.CreateModel(
            name="SegmentFlood",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tx", journal.models.fields.Xid8Field(db_default=journal.models.fields.CurrentTransaction())),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "change of many clients",
                "verbose_name_plural": "changes of many clients",
            },
        ),
        migrations.RunSQL(
            [(sql.text("segmentation", "touch_functions"), None)],
            ["DROP FUNCTION segmentation_card_changed() CASCADE"],
        ),
    ]
