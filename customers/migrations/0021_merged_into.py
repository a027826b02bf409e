"""Which card a card was merged into: its address leads there, lists and search leave it out."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0020_relations_told_from_both_sides"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="customer",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="merged_cards",
                to="customers.customer",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
                verbose_name="merged into",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="customer_merged"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerevent" ("account", "accountant", "address", "archived_at", "bank", "best_time", "bik", "birth_date", "channel", "city", "company", "corr_account", "created_at", "director", "family", "first_name", "id", "industry", "inn", "interests", "kind", "kpp", "language", "last_name", "legal_address", "legal_form", "legal_name", "made_in", "merged_into_id", "middle_name", "name", "note", "ogrn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "preferences", "responsible_id", "salutation", "sex", "sort_name", "source", "time_zone", "updated_at", "working_hours") SELECT old_values."account", old_values."accountant", old_values."address", old_values."archived_at", old_values."bank", old_values."best_time", old_values."bik", old_values."birth_date", old_values."channel", old_values."city", old_values."company", old_values."corr_account", old_values."created_at", old_values."director", old_values."family", old_values."first_name", old_values."id", old_values."industry", old_values."inn", old_values."interests", old_values."kind", old_values."kpp", old_values."language", old_values."last_name", old_values."legal_address", old_values."legal_form", old_values."legal_name", old_values."made_in", old_values."merged_into_id", old_values."middle_name", old_values."name", old_values."note", old_values."ogrn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."preferences", old_values."responsible_id", old_values."salutation", old_values."sex", old_values."sort_name", old_values."source", old_values."time_zone", old_values."updated_at", old_values."working_hours" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."account" IS DISTINCT FROM (new_values."account") OR old_values."accountant" IS DISTINCT FROM (new_values."accountant") OR old_values."address" IS DISTINCT FROM (new_values."address") OR old_values."archived_at" IS DISTINCT FROM (new_values."archived_at") OR old_values."bank" IS DISTINCT FROM (new_values."bank") OR old_values."best_time" IS DISTINCT FROM (new_values."best_time") OR old_values."bik" IS DISTINCT FROM (new_values."bik") OR old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."channel" IS DISTINCT FROM (new_values."channel") OR old_values."city" IS DISTINCT FROM (new_values."city") OR old_values."company" IS DISTINCT FROM (new_values."company") OR old_values."corr_account" IS DISTINCT FROM (new_values."corr_account") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."director" IS DISTINCT FROM (new_values."director") OR old_values."family" IS DISTINCT FROM (new_values."family") OR old_values."first_name" IS DISTINCT FROM (new_values."first_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."industry" IS DISTINCT FROM (new_values."industry") OR old_values."inn" IS DISTINCT FROM (new_values."inn") OR old_values."interests" IS DISTINCT FROM (new_values."interests") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."kpp" IS DISTINCT FROM (new_values."kpp") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."last_name" IS DISTINCT FROM (new_values."last_name") OR old_values."legal_address" IS DISTINCT FROM (new_values."legal_address") OR old_values."legal_form" IS DISTINCT FROM (new_values."legal_form") OR old_values."legal_name" IS DISTINCT FROM (new_values."legal_name") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."merged_into_id" IS DISTINCT FROM (new_values."merged_into_id") OR old_values."middle_name" IS DISTINCT FROM (new_values."middle_name") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."ogrn" IS DISTINCT FROM (new_values."ogrn") OR old_values."position" IS DISTINCT FROM (new_values."position") OR old_values."preferences" IS DISTINCT FROM (new_values."preferences") OR old_values."responsible_id" IS DISTINCT FROM (new_values."responsible_id") OR old_values."salutation" IS DISTINCT FROM (new_values."salutation") OR old_values."sex" IS DISTINCT FROM (new_values."sex") OR old_values."sort_name" IS DISTINCT FROM (new_values."sort_name") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."time_zone" IS DISTINCT FROM (new_values."time_zone") OR old_values."working_hours" IS DISTINCT FROM (new_values."working_hours")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8e48831aecc7e98618e438bd56f649f4913887cf",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerevent" ("account", "accountant", "address", "archived_at", "bank", "best_time", "bik", "birth_date", "channel", "city", "company", "corr_account", "created_at", "director", "family", "first_name", "id", "industry", "inn", "interests", "kind", "kpp", "language", "last_name", "legal_address", "legal_form", "legal_name", "made_in", "merged_into_id", "middle_name", "name", "note", "ogrn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "preferences", "responsible_id", "salutation", "sex", "sort_name", "source", "time_zone", "updated_at", "working_hours") SELECT old_values."account", old_values."accountant", old_values."address", old_values."archived_at", old_values."bank", old_values."best_time", old_values."bik", old_values."birth_date", old_values."channel", old_values."city", old_values."company", old_values."corr_account", old_values."created_at", old_values."director", old_values."family", old_values."first_name", old_values."id", old_values."industry", old_values."inn", old_values."interests", old_values."kind", old_values."kpp", old_values."language", old_values."last_name", old_values."legal_address", old_values."legal_form", old_values."legal_name", old_values."made_in", old_values."merged_into_id", old_values."middle_name", old_values."name", old_values."note", old_values."ogrn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."preferences", old_values."responsible_id", old_values."salutation", old_values."sex", old_values."sort_name", old_values."source", old_values."time_zone", old_values."updated_at", old_values."working_hours" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b23ef1cb95b91edfa84822f189100ff9484fe982",
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
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("archived_at__isnull", False), models.Q(("merged_into", models.F("id")), _negated=True)),
                    _connector="OR",
                ),
                name="customer_merged_is_archived",
            ),
        ),
    ]
