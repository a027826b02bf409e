"""Before-images of clients and their contact points, by month; what they are for stands in journal.history."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import customers.identifiers
from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_archive_and_origin"),
        # The triggers call its function.
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("company", "company")],
                        default="person",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("last_name", models.CharField(blank=True, max_length=100, verbose_name="surname")),
                ("first_name", models.CharField(blank=True, max_length=100, verbose_name="first name")),
                ("middle_name", models.CharField(blank=True, max_length=100, verbose_name="patronymic")),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                ("sort_name", models.CharField(blank=True, db_collation="C", editable=False, max_length=300)),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("m", "male"), ("f", "female")], max_length=1, verbose_name="sex"
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="client since"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "pgh_obj",
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
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["pgh_context_id", "pgh_obj"], name="customer_event_context"),
                    models.Index(fields=["pgh_obj", "pgh_id"], name="customer_event_object"),
                ],
            },
        ),
        PartitionByMonth("customers_customerevent"),
        migrations.CreateModel(
            name="ContactPointEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=customers.identifiers.new_id, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "phone"), ("email", "e-mail")], max_length=8, verbose_name="kind"
                    ),
                ),
                ("raw", models.TextField(verbose_name="as typed")),
                ("value", models.CharField(blank=True, db_collation="C", max_length=320, verbose_name="value")),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_a_phone", "not a phone number"),
                            ("impossible_phone", "no such number can exist"),
                            ("not_an_email", "not an e-mail address"),
                        ],
                        max_length=16,
                        verbose_name="problem",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=100, verbose_name="label")),
                ("is_primary", models.BooleanField(default=False, verbose_name="primary")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.contactpoint",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["pgh_context_id", "pgh_obj"], name="contact_point_event_context"),
                    models.Index(fields=["pgh_obj", "pgh_id"], name="contact_point_event_object"),
                    models.Index(
                        condition=models.Q(("pgh_label", "delete")),
                        fields=["customer", "pgh_id"],
                        name="contact_point_event_removed",
                    ),
                ],
            },
        ),
        PartitionByMonth("customers_contactpointevent"),
        pgtrigger.migrations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_contactpointevent" ("created_at", "customer_id", "id", "is_primary", "kind", "label", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "problem", "raw", "value") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."is_primary", old_values."kind", old_values."label", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."problem", old_values."raw", old_values."value" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="88480f2a3eb4036bce8f10d7ff519d980f8f916d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_90fab",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_contactpoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_contactpointevent" ("created_at", "customer_id", "id", "is_primary", "kind", "label", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "problem", "raw", "value") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."is_primary", old_values."kind", old_values."label", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."problem", old_values."raw", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="bedbbf1824aef4828d6d5829f035757b4f506b16",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f627e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_contactpoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerevent" ("archived_at", "birth_date", "city", "created_at", "first_name", "id", "kind", "last_name", "made_in", "middle_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible_id", "sex", "sort_name", "updated_at") SELECT old_values."archived_at", old_values."birth_date", old_values."city", old_values."created_at", old_values."first_name", old_values."id", old_values."kind", old_values."last_name", old_values."made_in", old_values."middle_name", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."responsible_id", old_values."sex", old_values."sort_name", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."archived_at" IS DISTINCT FROM (new_values."archived_at") OR old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."city" IS DISTINCT FROM (new_values."city") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."first_name" IS DISTINCT FROM (new_values."first_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."last_name" IS DISTINCT FROM (new_values."last_name") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."middle_name" IS DISTINCT FROM (new_values."middle_name") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."responsible_id" IS DISTINCT FROM (new_values."responsible_id") OR old_values."sex" IS DISTINCT FROM (new_values."sex") OR old_values."sort_name" IS DISTINCT FROM (new_values."sort_name")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="46e88262d44a3e6daa53a97dea48ffa6fbf2beed",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca86d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerevent" ("archived_at", "birth_date", "city", "created_at", "first_name", "id", "kind", "last_name", "made_in", "middle_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible_id", "sex", "sort_name", "updated_at") SELECT old_values."archived_at", old_values."birth_date", old_values."city", old_values."created_at", old_values."first_name", old_values."id", old_values."kind", old_values."last_name", old_values."made_in", old_values."middle_name", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."responsible_id", old_values."sex", old_values."sort_name", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b6256dec253381555a567675dc29a9b58e1c93e9",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_939ca",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customer",
                    when="AFTER",
                ),
            ),
        ),
    ]
