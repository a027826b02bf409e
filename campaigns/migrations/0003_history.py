"""What a campaign was before each change; text that is written on its own page."""

from decimal import Decimal

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
        ("campaigns", "0001_campaigns"),
        ("messaging", "0031_held_messages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("one_off", "once"), ("trigger", "by an event")],
                        default="one_off",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("awaiting", "awaits approval"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("preparing", "being prepared"),
                            ("sending", "being sent"),
                            ("paused", "paused"),
                            ("stopped", "stopped"),
                            ("done", "sent"),
                            ("failed", "failed"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("sms", "SMS")], max_length=12, verbose_name="channel"
                    ),
                ),
                (
                    "message_class",
                    models.CharField(
                        choices=[("service", "service"), ("advertising", "advertising")],
                        default="advertising",
                        max_length=12,
                        verbose_name="class",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=24, verbose_name="purpose")),
                (
                    "has_own_text",
                    models.BooleanField(db_default=False, default=False, verbose_name="written for it alone"),
                ),
                (
                    "plan",
                    models.CharField(
                        choices=[
                            ("now", "as soon as it is launched"),
                            ("at", "at a time"),
                            ("local", "at a time of each client’s own zone"),
                        ],
                        default="now",
                        max_length=5,
                        verbose_name="when",
                    ),
                ),
                ("send_at", models.DateTimeField(blank=True, null=True, verbose_name="begins at")),
                (
                    "control_percent",
                    models.DecimalField(
                        decimal_places=1,
                        default=Decimal(0),
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="control group, %",
                    ),
                ),
                (
                    "window_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="days in which purchases count",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        decimal_places=2, default=Decimal(0), max_digits=14, verbose_name="other costs"
                    ),
                ),
                (
                    "stop_errors_percent",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="stops itself at errors, %",
                    ),
                ),
                (
                    "stop_complaints",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="stops itself at complaints",
                    ),
                ),
                ("stopped_why", models.CharField(blank=True, max_length=20)),
                ("asked_at", models.DateTimeField(editable=False, null=True)),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
                ("previewed_at", models.DateTimeField(editable=False, null=True)),
                ("operation_id", models.UUIDField(editable=False, null=True)),
                ("total", models.PositiveIntegerField(default=0)),
                ("queued_to", models.BigIntegerField(default=0, editable=False)),
                ("queued_at", models.DateTimeField(editable=False, null=True)),
                ("started_at", models.DateTimeField(editable=False, null=True)),
                ("finished_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("archived_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="has_own_text",
            field=models.BooleanField(db_default=False, default=False, verbose_name="written for it alone"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="made_in",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="campaign_made_in"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "campaigns_campaignevent" ("approved_at", "approved_by_id", "archived_at", "asked_at", "author_id", "channel", "control_percent", "cost", "created_at", "finished_at", "gateway_id", "has_own_text", "id", "kind", "made_in", "message_class", "name", "operation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "previewed_at", "purpose", "queued_at", "queued_to", "send_at", "started_at", "state", "stop_complaints", "stop_errors_percent", "stopped_why", "template_id", "template_version_id", "total", "updated_at", "window_days") SELECT old_values."approved_at", old_values."approved_by_id", old_values."archived_at", old_values."asked_at", old_values."author_id", old_values."channel", old_values."control_percent", old_values."cost", old_values."created_at", old_values."finished_at", old_values."gateway_id", old_values."has_own_text", old_values."id", old_values."kind", old_values."made_in", old_values."message_class", old_values."name", old_values."operation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."plan", old_values."previewed_at", old_values."purpose", old_values."queued_at", old_values."queued_to", old_values."send_at", old_values."started_at", old_values."state", old_values."stop_complaints", old_values."stop_errors_percent", old_values."stopped_why", old_values."template_id", old_values."template_version_id", old_values."total", old_values."updated_at", old_values."window_days" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."approved_at" IS DISTINCT FROM (new_values."approved_at") OR old_values."approved_by_id" IS DISTINCT FROM (new_values."approved_by_id") OR old_values."archived_at" IS DISTINCT FROM (new_values."archived_at") OR old_values."asked_at" IS DISTINCT FROM (new_values."asked_at") OR old_values."author_id" IS DISTINCT FROM (new_values."author_id") OR old_values."channel" IS DISTINCT FROM (new_values."channel") OR old_values."control_percent" IS DISTINCT FROM (new_values."control_percent") OR old_values."cost" IS DISTINCT FROM (new_values."cost") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."finished_at" IS DISTINCT FROM (new_values."finished_at") OR old_values."gateway_id" IS DISTINCT FROM (new_values."gateway_id") OR old_values."has_own_text" IS DISTINCT FROM (new_values."has_own_text") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."message_class" IS DISTINCT FROM (new_values."message_class") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."operation_id" IS DISTINCT FROM (new_values."operation_id") OR old_values."plan" IS DISTINCT FROM (new_values."plan") OR old_values."purpose" IS DISTINCT FROM (new_values."purpose") OR old_values."send_at" IS DISTINCT FROM (new_values."send_at") OR old_values."started_at" IS DISTINCT FROM (new_values."started_at") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."stop_complaints" IS DISTINCT FROM (new_values."stop_complaints") OR old_values."stop_errors_percent" IS DISTINCT FROM (new_values."stop_errors_percent") OR old_values."stopped_why" IS DISTINCT FROM (new_values."stopped_why") OR old_values."template_id" IS DISTINCT FROM (new_values."template_id") OR old_values."template_version_id" IS DISTINCT FROM (new_values."template_version_id") OR old_values."total" IS DISTINCT FROM (new_values."total") OR old_values."window_days" IS DISTINCT FROM (new_values."window_days")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2dc405e6f4527345b79e4dfad1708b2c09194411",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f2afa",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="campaigns_campaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "campaigns_campaignevent" ("approved_at", "approved_by_id", "archived_at", "asked_at", "author_id", "channel", "control_percent", "cost", "created_at", "finished_at", "gateway_id", "has_own_text", "id", "kind", "made_in", "message_class", "name", "operation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "previewed_at", "purpose", "queued_at", "queued_to", "send_at", "started_at", "state", "stop_complaints", "stop_errors_percent", "stopped_why", "template_id", "template_version_id", "total", "updated_at", "window_days") SELECT old_values."approved_at", old_values."approved_by_id", old_values."archived_at", old_values."asked_at", old_values."author_id", old_values."channel", old_values."control_percent", old_values."cost", old_values."created_at", old_values."finished_at", old_values."gateway_id", old_values."has_own_text", old_values."id", old_values."kind", old_values."made_in", old_values."message_class", old_values."name", old_values."operation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."plan", old_values."previewed_at", old_values."purpose", old_values."queued_at", old_values."queued_to", old_values."send_at", old_values."started_at", old_values."state", old_values."stop_complaints", old_values."stop_errors_percent", old_values."stopped_why", old_values."template_id", old_values."template_version_id", old_values."total", old_values."updated_at", old_values."window_days" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a31bc4722c5f14450a1154a4f3024e66e54ca870",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4123f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="campaigns_campaign",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="approved_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="author",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="gateway",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="messaging.gateway",
                verbose_name="gateway",
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="template",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="messaging.template",
                verbose_name="template",
            ),
        ),
        migrations.AddField(
            model_name="campaignevent",
            name="template_version",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="messaging.templateversion",
            ),
        ),
        migrations.AddIndex(
            model_name="campaignevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="campaign_event_context"),
        ),
        migrations.AddIndex(
            model_name="campaignevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="campaign_event_object"),
        ),
        PartitionByMonth("campaigns_campaignevent"),
    ]
