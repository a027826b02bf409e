"""Data of tags, words of dictionaries, the standard of filling, walks through a list."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0013_own_fields"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CardCheck",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                ("checked_at", models.DateTimeField(verbose_name="checked at")),
            ],
            options={
                "verbose_name": "check of a card",
                "verbose_name_plural": "checks of cards",
            },
        ),
        migrations.CreateModel(
            name="DictionaryTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dictionary", models.CharField(max_length=30, verbose_name="dictionary")),
                ("text", models.CharField(max_length=200, verbose_name="value")),
                ("key", models.CharField(db_collation="C", editable=False, max_length=200)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "word of a dictionary",
                "verbose_name_plural": "words of dictionaries",
            },
        ),
        migrations.CreateModel(
            name="DictionaryTermEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("dictionary", models.CharField(max_length=30, verbose_name="dictionary")),
                ("text", models.CharField(max_length=200, verbose_name="value")),
                ("key", models.CharField(db_collation="C", editable=False, max_length=200)),
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
            name="StandardRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "verbose_name": "rule of the standard",
                "verbose_name_plural": "rules of the standard",
            },
        ),
        migrations.CreateModel(
            name="TagEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                (
                    "hue",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(9)], verbose_name="hue"
                    ),
                ),
                (
                    "data_label",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=50, verbose_name="what is asked for"
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Walk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("outcomes", models.JSONField(default=list, verbose_name="outcomes")),
                ("position", models.PositiveIntegerField(default=1)),
                ("total", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "walk",
                "verbose_name_plural": "walks",
            },
        ),
        migrations.CreateModel(
            name="WalkStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="outcome"),
                ),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="note")),
                ("at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "stop of a walk",
                "verbose_name_plural": "stops of walks",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customertag",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customertag",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="customertag",
            name="data",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="data of the tag"
            ),
        ),
        migrations.AddField(
            model_name="customertagevent",
            name="data",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="data of the tag"
            ),
        ),
        migrations.AddField(
            model_name="tag",
            name="archived_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
        ),
        migrations.AddField(
            model_name="tag",
            name="data_label",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=50, verbose_name="what is asked for"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customertag",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customertagevent" ("created_at", "customer_id", "data", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") SELECT old_values."created_at", old_values."customer_id", old_values."data", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."tag_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="aee78af5b389da16b6d4ed891c4380958c41760d",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customertagevent" ("created_at", "customer_id", "data", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") SELECT old_values."created_at", old_values."customer_id", old_values."data", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."tag_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="25fa7c3007d0f8010f297aeef3695383268c1562",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5b5ab",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customertag",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tag",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_tagevent" ("archived_at", "created_at", "data_label", "hue", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."archived_at", old_values."created_at", old_values."data_label", old_values."hue", old_values."id", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3cf55a6826922ed75a106ee86401f0ccc3e97ff9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e5b3c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_tag",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tag",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_tagevent" ("archived_at", "created_at", "data_label", "hue", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."archived_at", old_values."created_at", old_values."data_label", old_values."hue", old_values."id", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="403cfd7a06336588bca71e88a92267862edfbd0e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_247cd",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_tag",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="cardcheck",
            name="checked_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dictionaryterm",
            name="means",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="writings",
                to="customers.dictionaryterm",
                verbose_name="means",
            ),
        ),
        migrations.AddField(
            model_name="dictionarytermevent",
            name="means",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.dictionaryterm",
                verbose_name="means",
            ),
        ),
        migrations.AddField(
            model_name="dictionarytermevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.dictionaryterm",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["", "person", "company"])), name="standard_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="standardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recheck_months", None),
                    models.Q(("recheck_months__gte", 1), ("recheck_months__lte", 120)),
                    _connector="OR",
                ),
                name="standard_recheck_is_possible",
            ),
        ),
        migrations.AddField(
            model_name="tagevent",
            name="pgh_obj",
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
            model_name="walk",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="walks",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="walkstop",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="walkstop",
            name="walk",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="stops", to="customers.walk"
            ),
        ),
        migrations.AddIndex(
            model_name="dictionaryterm",
            index=models.Index(
                condition=models.Q(("means__isnull", False)), fields=["means"], name="dictionary_writings"
            ),
        ),
        migrations.AddIndex(
            model_name="dictionaryterm",
            index=models.Index(
                condition=models.Q(("means__isnull", True)), fields=["dictionary", "key"], name="dictionary_values"
            ),
        ),
        migrations.AddIndex(
            model_name="dictionaryterm",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="dictionary_term_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="dictionaryterm",
            constraint=models.UniqueConstraint(fields=("dictionary", "key"), name="dictionary_word_is_one"),
        ),
        migrations.AddConstraint(
            model_name="dictionaryterm",
            constraint=models.CheckConstraint(
                condition=models.Q(("key", ""), _negated=True), name="dictionary_word_says_something"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dictionaryterm",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_dictionarytermevent" ("created_at", "dictionary", "id", "key", "made_in", "means_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT old_values."created_at", old_values."dictionary", old_values."id", old_values."key", old_values."made_in", old_values."means_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."text" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="978e74e0b868d8ea55a57bbccf4b391a88ca34e7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4bcc2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_dictionaryterm",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dictionaryterm",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_dictionarytermevent" ("created_at", "dictionary", "id", "key", "made_in", "means_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT old_values."created_at", old_values."dictionary", old_values."id", old_values."key", old_values."made_in", old_values."means_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a3836b875bd07ccaf6c85c56720e1c0de1906fa3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_79431",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_dictionaryterm",
                    when="AFTER",
                ),
            ),
        ),
        PartitionByMonth("customers_dictionarytermevent"),
        PartitionByMonth("customers_tagevent"),
        migrations.AddIndex(
            model_name="dictionarytermevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="dictionary_term_event_context"),
        ),
        migrations.AddIndex(
            model_name="dictionarytermevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="dictionary_term_event_object"),
        ),
        migrations.AddIndex(
            model_name="tagevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="tag_event_context"),
        ),
        migrations.AddIndex(
            model_name="tagevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="tag_event_object"),
        ),
        migrations.AddIndex(
            model_name="walk",
            index=models.Index(fields=["owner", "-created_at"], name="walk_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="walkstop",
            constraint=models.UniqueConstraint(fields=("walk", "seq"), name="walk_stop_has_its_place"),
        ),
    ]
