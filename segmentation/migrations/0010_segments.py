"""Segments, who is in them, what they were each day; triggers that keep members equal to picks and to clients."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import journal.models.fields
from core import sql
from journal.partitions import PartitionByMonth

FOREIGN = (
    ("segmentation_segmentversion", "segment_id", "segmentation_segment"),
    ("segmentation_segmentstate", "segment_id", "segmentation_segment"),
    ("segmentation_segmentday", "segment_id", "segmentation_segment"),
    ("segmentation_segmentpick", "segment_id", "segmentation_segment"),
    ("segmentation_segmentpick", "customer_id", "customers_customer"),
)
"""Undo and disposal delete by plain SQL: the base itself takes these rows along."""
FUNCTIONS = ("segmentation_members_gone()", "segmentation_picks_made()", "segmentation_picks_gone()")


def _constraint(table: str, column: str, to: str) -> migrations.RunSQL:
    name = f"{table}_{column}_goes_along"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {to} (id)"
        " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0020_relations_told_from_both_sides"),
        ("journal", "0006_touched"),
        ("segmentation", "0002_scores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=500, verbose_name="description")),
                (
                    "kind",
                    models.CharField(
                        choices=[("dynamic", "By a rule"), ("fixed", "Fixed list")],
                        default="dynamic",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("rule", models.JSONField(blank=True, default=dict, verbose_name="rule")),
                ("is_shared", models.BooleanField(default=False, verbose_name="seen by everybody")),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="deleted at")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "segment",
                "verbose_name_plural": "segments",
            },
        ),
        migrations.CreateModel(
            name="SegmentReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tx", journal.models.fields.Xid8Field(default=0)),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "reading of changes",
                "verbose_name_plural": "readings of changes",
            },
        ),
        migrations.CreateModel(
            name="SegmentState",
            fields=[
                (
                    "segment",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="state",
                        serialize=False,
                        to="segmentation.segment",
                    ),
                ),
                ("size", models.PositiveIntegerField(default=0, verbose_name="clients")),
                ("refreshed_at", models.DateTimeField(null=True, verbose_name="counted at")),
                ("seconds", models.FloatField(default=0, verbose_name="seconds")),
                ("failed_at", models.DateTimeField(null=True, verbose_name="failed at")),
                ("error", models.CharField(blank=True, max_length=20)),
                ("rule", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "state of a segment",
                "verbose_name_plural": "states of segments",
            },
        ),
        migrations.CreateModel(
            name="SegmentDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("size", models.PositiveIntegerField(verbose_name="clients")),
                ("entered", models.PositiveIntegerField(default=0, verbose_name="entered")),
                ("left", models.PositiveIntegerField(default=0, verbose_name="left")),
                (
                    "segment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="days",
                        to="segmentation.segment",
                    ),
                ),
            ],
            options={
                "verbose_name": "day of a segment",
                "verbose_name_plural": "days of segments",
            },
        ),
        migrations.CreateModel(
            name="SegmentEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=500, verbose_name="description")),
                (
                    "kind",
                    models.CharField(
                        choices=[("dynamic", "By a rule"), ("fixed", "Fixed list")],
                        default="dynamic",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("rule", models.JSONField(blank=True, default=dict, verbose_name="rule")),
                ("is_shared", models.BooleanField(default=False, verbose_name="seen by everybody")),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="deleted at")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="segmentation.segment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SegmentMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entered_at", models.DateTimeField(verbose_name="entered at")),
                ("left_at", models.DateTimeField(null=True, verbose_name="left at")),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="segment_members",
                        to="customers.customer",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="members",
                        to="segmentation.segment",
                    ),
                ),
            ],
            options={
                "verbose_name": "client of a segment",
                "verbose_name_plural": "clients of segments",
            },
        ),
        migrations.CreateModel(
            name="SegmentPick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="segment_picks",
                        to="customers.customer",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="picks",
                        to="segmentation.segment",
                    ),
                ),
            ],
            options={
                "verbose_name": "client of a fixed segment",
                "verbose_name_plural": "clients of fixed segments",
            },
        ),
        migrations.CreateModel(
            name="SegmentPickEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="segmentation.segmentpick",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="segmentation.segment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SegmentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("rule", models.JSONField(blank=True, default=dict)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="segmentation.segment",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a segment",
                "verbose_name_plural": "versions of segments",
            },
        ),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="segment_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                models.F("owner"),
                condition=models.Q(("archived_at__isnull", True)),
                name="segment_name_is_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="segment_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["dynamic", "fixed"])), name="segment_kind_is_known"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "segmentation_segmentevent" ("archived_at", "created_at", "description", "id", "is_shared", "kind", "made_in", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "updated_at") SELECT old_values."archived_at", old_values."created_at", old_values."description", old_values."id", old_values."is_shared", old_values."kind", old_values."made_in", old_values."name", old_values."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."rule", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."archived_at" IS DISTINCT FROM (new_values."archived_at") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."description" IS DISTINCT FROM (new_values."description") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_shared" IS DISTINCT FROM (new_values."is_shared") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."owner_id" IS DISTINCT FROM (new_values."owner_id") OR old_values."rule" IS DISTINCT FROM (new_values."rule")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5181c7166e618441d6c7344caa5deee0645105b1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5e45e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="segmentation_segment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "segmentation_segmentevent" ("archived_at", "created_at", "description", "id", "is_shared", "kind", "made_in", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "updated_at") SELECT old_values."archived_at", old_values."created_at", old_values."description", old_values."id", old_values."is_shared", old_values."kind", old_values."made_in", old_values."name", old_values."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."rule", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="24ddcd418bd7c2394f2544131deec6dfd6775214",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ca52a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="segmentation_segment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="segmentday",
            constraint=models.UniqueConstraint(fields=("segment", "day"), name="segment_day_is_one"),
        ),
        migrations.AddIndex(
            model_name="segmentevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="segment_event_context"),
        ),
        migrations.AddIndex(
            model_name="segmentevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="segment_event_object"),
        ),
        migrations.AddIndex(
            model_name="segmentmember",
            index=models.Index(fields=["customer", "segment"], name="segment_members_of_client"),
        ),
        migrations.AddIndex(
            model_name="segmentmember",
            index=models.Index(
                condition=models.Q(("left_at__isnull", False)),
                fields=["segment", "left_at"],
                name="segment_member_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="segmentmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("segment", "customer"),
                name="segment_member_is_one",
            ),
        ),
        migrations.AddIndex(
            model_name="segmentpick",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="segment_pick_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="segmentpick",
            constraint=models.UniqueConstraint(fields=("segment", "customer"), name="segment_pick_is_one"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segmentpick",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "segmentation_segmentpickevent" ("created_at", "customer_id", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."segment_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="780c64690f652ccf4a4c773e0f35f95491da95fe",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_66292",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="segmentation_segmentpick",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segmentpick",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "segmentation_segmentpickevent" ("created_at", "customer_id", "id", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "segment_id") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."segment_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7237b1c8e7e1a13ed0ecbfb60d4de70c81352fe3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f17a6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="segmentation_segmentpick",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="segmentpickevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="segment_pick_event_context"),
        ),
        migrations.AddIndex(
            model_name="segmentpickevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="segment_pick_event_object"),
        ),
        migrations.AddConstraint(
            model_name="segmentversion",
            constraint=models.UniqueConstraint(fields=("segment", "number"), name="segment_version_is_one"),
        ),
        PartitionByMonth("segmentation_segmentevent"),
        PartitionByMonth("segmentation_segmentpickevent"),
        *(_constraint(*one) for one in FOREIGN),
        migrations.RunSQL(
            [(sql.text("segmentation", "member_functions"), None)],
            [f"DROP FUNCTION {function} CASCADE" for function in FUNCTIONS],
        ),
    ]
