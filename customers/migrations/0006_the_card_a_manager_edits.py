"""Fields, tags and numbers of the card a manager edits; history follows."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "tag of a client",
                "verbose_name_plural": "tags of clients",
            },
        ),
        migrations.CreateModel(
            name="CustomerTagEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExternalId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=100, verbose_name="program")),
                ("value", models.CharField(db_collation="C", max_length=200, verbose_name="number there")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "external id",
                "verbose_name_plural": "external ids",
            },
        ),
        migrations.CreateModel(
            name="ExternalIdEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("source", models.CharField(max_length=100, verbose_name="program")),
                ("value", models.CharField(db_collation="C", max_length=200, verbose_name="number there")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                (
                    "hue",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(9)], verbose_name="hue"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactpoint",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactpoint",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="contactpoint",
            name="archived_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="removed at"),
        ),
        migrations.AddField(
            model_name="contactpoint",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[("works", "works"), ("silent", "does not answer"), ("wrong", "somebody else's")],
                db_default="",
                default="",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="contactpoint",
            name="state_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="state since"),
        ),
        migrations.AddField(
            model_name="contactpoint",
            name="state_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="state told by",
            ),
        ),
        migrations.AddField(
            model_name="contactpointevent",
            name="archived_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="removed at"),
        ),
        migrations.AddField(
            model_name="contactpointevent",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[("works", "works"), ("silent", "does not answer"), ("wrong", "somebody else's")],
                db_default="",
                default="",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="contactpointevent",
            name="state_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="state since"),
        ),
        migrations.AddField(
            model_name="contactpointevent",
            name="state_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="state told by",
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="address",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="address"),
        ),
        migrations.AddField(
            model_name="customer",
            name="company",
            field=models.CharField(blank=True, db_default="", default="", max_length=300, verbose_name="company"),
        ),
        migrations.AddField(
            model_name="customer",
            name="inn",
            field=models.CharField(blank=True, db_default="", default="", max_length=12, verbose_name="INN"),
        ),
        migrations.AddField(
            model_name="customer",
            name="kpp",
            field=models.CharField(blank=True, db_default="", default="", max_length=9, verbose_name="KPP"),
        ),
        migrations.AddField(
            model_name="customer",
            name="note",
            field=models.TextField(blank=True, db_default="", default="", max_length=10000, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="customer",
            name="position",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="position"),
        ),
        migrations.AddField(
            model_name="customer",
            name="source",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="source"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="address",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="address"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="company",
            field=models.CharField(blank=True, db_default="", default="", max_length=300, verbose_name="company"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="inn",
            field=models.CharField(blank=True, db_default="", default="", max_length=12, verbose_name="INN"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="kpp",
            field=models.CharField(blank=True, db_default="", default="", max_length=9, verbose_name="KPP"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="note",
            field=models.TextField(blank=True, db_default="", default="", max_length=10000, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="position",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="position"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="source",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="source"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_contactpointevent" ("archived_at", "created_at", "customer_id", "id", "is_primary", "kind", "label", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "problem", "raw", "state", "state_at", "state_by_id", "value") SELECT old_values."archived_at", old_values."created_at", old_values."customer_id", old_values."id", old_values."is_primary", old_values."kind", old_values."label", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."problem", old_values."raw", old_values."state", old_values."state_at", old_values."state_by_id", old_values."value" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a3d1f88c0e755acb1dbbb6f2a618feb5cad4cabe",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_contactpointevent" ("archived_at", "created_at", "customer_id", "id", "is_primary", "kind", "label", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "problem", "raw", "state", "state_at", "state_by_id", "value") SELECT old_values."archived_at", old_values."created_at", old_values."customer_id", old_values."id", old_values."is_primary", old_values."kind", old_values."label", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."problem", old_values."raw", old_values."state", old_values."state_at", old_values."state_by_id", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3ed77db5efa51634280c7d475a0412aa8480b74e",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerevent" ("address", "archived_at", "birth_date", "city", "company", "created_at", "first_name", "id", "inn", "kind", "kpp", "last_name", "made_in", "middle_name", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "responsible_id", "sex", "sort_name", "source", "updated_at") SELECT old_values."address", old_values."archived_at", old_values."birth_date", old_values."city", old_values."company", old_values."created_at", old_values."first_name", old_values."id", old_values."inn", old_values."kind", old_values."kpp", old_values."last_name", old_values."made_in", old_values."middle_name", old_values."name", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."responsible_id", old_values."sex", old_values."sort_name", old_values."source", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."address" IS DISTINCT FROM (new_values."address") OR old_values."archived_at" IS DISTINCT FROM (new_values."archived_at") OR old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."city" IS DISTINCT FROM (new_values."city") OR old_values."company" IS DISTINCT FROM (new_values."company") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."first_name" IS DISTINCT FROM (new_values."first_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."inn" IS DISTINCT FROM (new_values."inn") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."kpp" IS DISTINCT FROM (new_values."kpp") OR old_values."last_name" IS DISTINCT FROM (new_values."last_name") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."middle_name" IS DISTINCT FROM (new_values."middle_name") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."position" IS DISTINCT FROM (new_values."position") OR old_values."responsible_id" IS DISTINCT FROM (new_values."responsible_id") OR old_values."sex" IS DISTINCT FROM (new_values."sex") OR old_values."sort_name" IS DISTINCT FROM (new_values."sort_name") OR old_values."source" IS DISTINCT FROM (new_values."source")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1cefd2d6e3cc11d50e61ab2dfc56e3d99c3f9206",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerevent" ("address", "archived_at", "birth_date", "city", "company", "created_at", "first_name", "id", "inn", "kind", "kpp", "last_name", "made_in", "middle_name", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "responsible_id", "sex", "sort_name", "source", "updated_at") SELECT old_values."address", old_values."archived_at", old_values."birth_date", old_values."city", old_values."company", old_values."created_at", old_values."first_name", old_values."id", old_values."inn", old_values."kind", old_values."kpp", old_values."last_name", old_values."made_in", old_values."middle_name", old_values."name", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."responsible_id", old_values."sex", old_values."sort_name", old_values."source", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c71d7255924e25f65aa9f5f38350b443ebc551f2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_939ca",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", ""), ("state_at", None)),
                    models.Q(("state__in", ["works", "silent", "wrong"]), models.Q(("state_at", None), _negated=True)),
                    _connector="OR",
                ),
                name="contact_point_state_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("archived_at", None), ("is_primary", False), _connector="OR"),
                name="contact_point_removed_is_not_primary",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(("inn", ""), ("inn__regex", "^([0-9]{10}|[0-9]{12})$"), _connector="OR"),
                name="customer_inn_has_its_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(("kpp", ""), ("kpp__regex", "^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$"), _connector="OR"),
                name="customer_kpp_has_its_signs",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("note"), 10000
                ),
                name="customer_note_is_not_a_book",
            ),
        ),
        migrations.AddField(
            model_name="customertag",
            name="customer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="customer_tags",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="customertagevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="customertagevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customertag",
            ),
        ),
        migrations.AddField(
            model_name="externalid",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="external_ids", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="externalidevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="externalidevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.externalid",
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="tag_name_is_one"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="tag_has_a_name"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.CheckConstraint(condition=models.Q(("hue__lt", 10)), name="tag_hue_is_known"),
        ),
        migrations.AddField(
            model_name="customertagevent",
            name="tag",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.tag",
            ),
        ),
        migrations.AddField(
            model_name="customertag",
            name="tag",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="customer_tags",
                to="customers.tag",
            ),
        ),
        migrations.AddIndex(
            model_name="externalid",
            index=models.Index(fields=["value"], name="external_id_by_value"),
        ),
        migrations.AddIndex(
            model_name="externalid",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="external_id_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="externalid",
            constraint=models.UniqueConstraint(fields=("source", "value"), name="external_id_is_one"),
        ),
        migrations.AddConstraint(
            model_name="externalid",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("source", ""), _negated=True), models.Q(("value", ""), _negated=True)),
                name="external_id_is_not_empty",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="externalid",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_externalidevent" ("created_at", "customer_id", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."source", old_values."value" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="744df83e7387c6130221a232f68c30cca05178ea",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_41b92",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_externalid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="externalid",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_externalidevent" ("created_at", "customer_id", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."source", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0fc3be7a8698d62e10908056bf9222f671c9dd5b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_df2fa",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_externalid",
                    when="AFTER",
                ),
            ),
        ),
        PartitionByMonth("customers_externalidevent"),
        PartitionByMonth("customers_customertagevent"),
        migrations.AddIndex(
            model_name="externalidevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="external_id_event_context"),
        ),
        migrations.AddIndex(
            model_name="externalidevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="external_id_event_object"),
        ),
        migrations.AddIndex(
            model_name="customertagevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="customer_tag_event_context"),
        ),
        migrations.AddIndex(
            model_name="customertagevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="customer_tag_event_object"),
        ),
        migrations.AddIndex(
            model_name="customertag",
            index=models.Index(fields=["tag", "customer"], name="customer_tag_by_tag"),
        ),
        migrations.AddIndex(
            model_name="customertag",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="customer_tag_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="customertag",
            constraint=models.UniqueConstraint(fields=("customer", "tag"), name="customer_tag_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customertag",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customertagevent" ("created_at", "customer_id", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."tag_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c23009e0bb37122d89b91a66ffad57ebca31686d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ce39",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_customertag",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customertag",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customertagevent" ("created_at", "customer_id", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."tag_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d247273601c4b96d2da7fdac558060d150449be8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5b5ab",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customertag",
                    when="AFTER",
                ),
            ),
        ),
    ]
