"""Own fields of the company and their values, with their history by month."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0010_birthdays"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomValuesEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("values", models.JSONField(default=dict)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CustomField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("long_text", "Long text"),
                            ("integer", "Whole number"),
                            ("decimal", "Number with a fraction"),
                            ("money", "Money"),
                            ("date", "Date"),
                            ("moment", "Date and time"),
                            ("flag", "Yes or no"),
                            ("choice", "One of a list"),
                            ("multi", "Several of a list"),
                            ("link", "Link"),
                            ("client", "Another client"),
                            ("file", "File"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("person", "person"), ("company", "company")],
                        max_length=8,
                        verbose_name="whose",
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=80, verbose_name="section")),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "demand",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "may stay empty"),
                            ("creation", "asked when a card is made"),
                            ("always", "never empty"),
                        ],
                        max_length=8,
                        verbose_name="filling",
                    ),
                ),
                ("hint", models.CharField(blank=True, max_length=300, verbose_name="hint")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="unit")),
                ("default", models.JSONField(blank=True, null=True)),
                ("limits", models.JSONField(blank=True, default=dict)),
                ("options", models.JSONField(blank=True, default=list)),
                ("is_sensitive", models.BooleanField(default=False, verbose_name="sensitive")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "own field",
                "verbose_name_plural": "own fields",
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="custom_field_code_once"),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="custom_field_name_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="custom_field_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "type__in",
                                [
                                    "text",
                                    "long_text",
                                    "integer",
                                    "decimal",
                                    "money",
                                    "date",
                                    "moment",
                                    "flag",
                                    "choice",
                                    "multi",
                                    "link",
                                    "client",
                                    "file",
                                ],
                            )
                        ),
                        name="custom_field_type_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("demand__in", ["", "creation", "always"])),
                        name="custom_field_demand_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["", "person", "company"])), name="custom_field_kind_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomValues",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="custom",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                ("values", models.JSONField(default=dict)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "own fields of a client",
                "verbose_name_plural": "own fields of clients",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["values"], name="custom_values_by_value", opclasses=["jsonb_path_ops"]
                    ),
                    models.Index(
                        condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="custom_values_made_in"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customvalues",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customvaluesevent" ("customer_id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "values") SELECT old_values."customer_id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."customer_id", old_values."values" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."customer_id") = (new_values."customer_id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1394321a7ecb7d84f8d572838766967b41bd5ff6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_037cd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_customvalues",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customvalues",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customvaluesevent" ("customer_id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "values") SELECT old_values."customer_id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."customer_id", old_values."values" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="84193be2d4d48e11923c336b40b467c9a928d096",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_16280",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customvalues",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="customvaluesevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="customvaluesevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customvalues",
            ),
        ),
        PartitionByMonth("customers_customvaluesevent"),
        migrations.AddIndex(
            model_name="customvaluesevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="custom_values_event_context"),
        ),
        migrations.AddIndex(
            model_name="customvaluesevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="custom_values_event_object"),
        ),
    ]
