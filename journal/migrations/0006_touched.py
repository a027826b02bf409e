"""What has changed about a client, for jobs that look again."""

from django.db import migrations, models

import journal.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0005_lighter_entries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Touched",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("customer_id", models.BigIntegerField()),
                ("what", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("tx", journal.models.fields.Xid8Field(db_default=journal.models.fields.CurrentTransaction())),
            ],
            options={
                "verbose_name": "touched client",
                "verbose_name_plural": "touched clients",
                "indexes": [models.Index(fields=["tx", "customer_id"], name="touched_by_tx")],
                "constraints": [models.UniqueConstraint(fields=("customer_id", "what"), name="touched_once")],
            },
        ),
    ]
