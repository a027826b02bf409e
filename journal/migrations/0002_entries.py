"""The journal: entries, the era, seals, and what guards them. SQL stands in journal/sql/*_functions.sql."""

from django.db import migrations, models

import journal.models.fields
from core import sql

DROP_LEDGER = """
DROP AGGREGATE journal_chain(bytea);
DROP FUNCTION journal_link(bytea, bytea);
DROP FUNCTION journal_guard();
DROP FUNCTION journal_current_era();
"""
DROP_ENTRY = """
DROP FUNCTION erase_details(bigint[], text, bigint, text);
DROP TRIGGER journal_guard ON journal_seal;
DROP TRIGGER journal_guard ON journal_entry;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_operations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Era",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.IntegerField(default=1)),
            ],
            options={
                "verbose_name": "era",
                "verbose_name_plural": "eras",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="era_one_row")],
            },
        ),
        migrations.RunSQL("INSERT INTO journal_era (id, number) VALUES (1, 1)", migrations.RunSQL.noop),
        migrations.RunSQL([(sql.text("journal", "ledger_functions"), None)], DROP_LEDGER),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_default=journal.models.fields.ClockTime(), verbose_name="when")),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200, verbose_name="who")),
                ("verb", models.CharField(max_length=60, verbose_name="what")),
                ("object_type", models.CharField(blank=True, max_length=60)),
                ("object_id", models.CharField(blank=True, max_length=40)),
                ("details", models.JSONField(blank=True, null=True)),
                ("salt", models.BinaryField(blank=True, null=True)),
                ("details_hmac", models.BinaryField()),
                ("era", models.IntegerField(db_default=journal.models.fields.CurrentEra())),
                ("tx", journal.models.fields.Xid8Field(db_default=journal.models.fields.CurrentTransaction())),
            ],
            options={
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal",
                "indexes": [
                    models.Index(fields=["era", "tx", "id"], name="entry_by_transaction"),
                    models.Index(fields=["object_type", "object_id", "-id"], name="entry_of_object"),
                    models.Index(fields=["actor_id", "-id"], name="entry_of_actor"),
                    models.Index(fields=["verb", "-id"], name="entry_of_verb"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("era__gte", 1)), name="entry_era_counts_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("details__isnull", True), ("salt__isnull", True)),
                            models.Q(("details__isnull", False), ("salt__isnull", False)),
                            _connector="OR",
                        ),
                        name="entry_details_have_salt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("stream", models.CharField(max_length=20)),
                ("n", models.BigIntegerField()),
                ("era", models.IntegerField()),
                ("from_tx", journal.models.fields.Xid8Field()),
                ("to_tx", journal.models.fields.Xid8Field()),
                ("count", models.BigIntegerField()),
                ("digest", models.BinaryField()),
                ("prev", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "seal",
                "verbose_name_plural": "seals",
                "constraints": [models.UniqueConstraint(fields=("stream", "n"), name="seal_order")],
            },
        ),
        migrations.RunSQL([(sql.text("journal", "entry_functions"), None)], DROP_ENTRY),
    ]
