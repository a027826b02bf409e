"""Files that lie on a card, and its photo; history follows."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0017_tags_dictionaries_standard_walks"),
        ("files", "0001_stored_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="file")),
                ("is_photo", models.BooleanField(default=False, verbose_name="photo")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="customers.customer"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a client",
                "verbose_name_plural": "files of clients",
            },
        ),
        migrations.CreateModel(
            name="CustomerFileEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=255, verbose_name="file")),
                ("is_photo", models.BooleanField(default=False, verbose_name="photo")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customerfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        PartitionByMonth("customers_customerfileevent"),
        migrations.AddIndex(
            model_name="customerfile",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="customer_file_made_in"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customerfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerfileevent" ("created_at", "customer_id", "file_id", "id", "is_photo", "made_in", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."created_at", old_values."customer_id", old_values."file_id", old_values."id", old_values."is_photo", old_values."made_in", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="04f6d4f3ec84c7e499ce14f2ac8d9516e22e8643",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_42b35",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_customerfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customerfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerfileevent" ("created_at", "customer_id", "file_id", "id", "is_photo", "made_in", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."created_at", old_values."customer_id", old_values."file_id", old_values."id", old_values."is_photo", old_values."made_in", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a64432f48bfed0acc62bba61429339876cb79683",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_13f06",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customerfile",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="customerfileevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="customer_file_event_context"),
        ),
        migrations.AddIndex(
            model_name="customerfileevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="customer_file_event_object"),
        ),
        migrations.AddIndex(
            model_name="customerfileevent",
            index=models.Index(
                condition=models.Q(("pgh_label", "delete")),
                fields=["customer", "pgh_id"],
                name="customer_file_event_removed",
            ),
        ),
    ]
