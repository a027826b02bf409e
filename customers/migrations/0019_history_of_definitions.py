"""History of own fields and of the rules of the standard: what an administrator did can be taken back."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0018_files_of_clients"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomFieldEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StandardRuleEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("person", "person"), ("company", "company")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("rule", models.JSONField(blank=True, default=dict, verbose_name="for whom")),
                ("fields", models.JSONField(default=list, verbose_name="fields that must be filled")),
                (
                    "recheck_months",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="checked again each, months"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="standardrule",
            name="made_in",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="standardrule",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="standard_rule_made_in"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customfield",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customfieldevent" ("code", "created_at", "default", "demand", "hint", "id", "is_sensitive", "kind", "limits", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "type", "unit") SELECT old_values."code", old_values."created_at", old_values."default", old_values."demand", old_values."hint", old_values."id", old_values."is_sensitive", old_values."kind", old_values."limits", old_values."name", old_values."options", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."section", old_values."type", old_values."unit" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="830b919514fd3b2e898d34171a096f204c85aead",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9d9d0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_customfield",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customfield",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customfieldevent" ("code", "created_at", "default", "demand", "hint", "id", "is_sensitive", "kind", "limits", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "type", "unit") SELECT old_values."code", old_values."created_at", old_values."default", old_values."demand", old_values."hint", old_values."id", old_values."is_sensitive", old_values."kind", old_values."limits", old_values."name", old_values."options", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."section", old_values."type", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0b915d03b4a48b6985a1870fe17eaeca6a751ce8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_79dbd",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customfield",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_standardruleevent" ("created_at", "fields", "id", "kind", "made_in", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck_months", "rule") SELECT old_values."created_at", old_values."fields", old_values."id", old_values."kind", old_values."made_in", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."recheck_months", old_values."rule" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0a563d0b0ca67fd0b7c1d67e457f0422c14a10d3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b06ef",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_standardrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_standardruleevent" ("created_at", "fields", "id", "kind", "made_in", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck_months", "rule") SELECT old_values."created_at", old_values."fields", old_values."id", old_values."kind", old_values."made_in", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recheck_months", old_values."rule" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5d27eb80be747f7619cfd4d6117d12a5eb02c92c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e466b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_standardrule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="customfieldevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customfield",
            ),
        ),
        migrations.AddField(
            model_name="standardruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.standardrule",
            ),
        ),
        PartitionByMonth("customers_customfieldevent"),
        PartitionByMonth("customers_standardruleevent"),
        migrations.AddIndex(
            model_name="customfieldevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="custom_field_event_context"),
        ),
        migrations.AddIndex(
            model_name="customfieldevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="custom_field_event_object"),
        ),
        migrations.AddIndex(
            model_name="standardruleevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="standard_rule_event_context"),
        ),
        migrations.AddIndex(
            model_name="standardruleevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="standard_rule_event_object"),
        ),
    ]
