"""What a trigger was before each change."""

import datetime as dt

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0040_triggers"),
        ("sales", "0006_wide_sums"),
        ("segmentation", "0012_rows_go_along"),
    ]

    operations = [
        migrations.CreateModel(
            name="TriggerEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("entered", "Entered a segment"),
                            ("left", "Left a segment"),
                            ("date", "A date of the client"),
                            ("first", "First purchase"),
                            ("purchase", "Any purchase"),
                            ("no_buy", "No purchase for so many days"),
                            ("no_touch", "No touch for so many days"),
                        ],
                        default="date",
                        max_length=8,
                        verbose_name="event",
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=80, verbose_name="date")),
                ("is_yearly", models.BooleanField(default=True, verbose_name="each year")),
                (
                    "days",
                    models.SmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-1095),
                            django.core.validators.MaxValueValidator(1095),
                        ],
                        verbose_name="days",
                    ),
                ),
                ("clock", models.TimeField(default=dt.time(10, 0), verbose_name="at")),
                (
                    "again",
                    models.CharField(
                        choices=[
                            ("never", "Never: once and for all"),
                            ("days", "At most once in so many days"),
                            ("each", "Each time it happens"),
                        ],
                        default="each",
                        max_length=5,
                        verbose_name="the same client again",
                    ),
                ),
                (
                    "again_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1095),
                        ],
                        verbose_name="once in, days",
                    ),
                ),
                (
                    "late_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="at most late, days",
                    ),
                ),
                ("on_since", models.DateTimeField(editable=False, null=True, verbose_name="on since")),
                ("looked_at", models.DateTimeField(editable=False, null=True, verbose_name="looked at")),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="trigger",
            name="made_in",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="trigger",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="trigger_made_in"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trigger",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "campaigns_triggerevent" ("again", "again_days", "campaign_id", "category_id", "clock", "days", "event", "field", "is_yearly", "late_days", "looked_at", "made_in", "on_since", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "segment_id") SELECT old_values."again", old_values."again_days", old_values."campaign_id", old_values."category_id", old_values."clock", old_values."days", old_values."event", old_values."field", old_values."is_yearly", old_values."late_days", old_values."looked_at", old_values."made_in", old_values."on_since", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."campaign_id", old_values."product_id", old_values."segment_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."campaign_id") = (new_values."campaign_id") WHERE (old_values."again" IS DISTINCT FROM (new_values."again") OR old_values."again_days" IS DISTINCT FROM (new_values."again_days") OR old_values."campaign_id" IS DISTINCT FROM (new_values."campaign_id") OR old_values."category_id" IS DISTINCT FROM (new_values."category_id") OR old_values."clock" IS DISTINCT FROM (new_values."clock") OR old_values."days" IS DISTINCT FROM (new_values."days") OR old_values."event" IS DISTINCT FROM (new_values."event") OR old_values."field" IS DISTINCT FROM (new_values."field") OR old_values."is_yearly" IS DISTINCT FROM (new_values."is_yearly") OR old_values."late_days" IS DISTINCT FROM (new_values."late_days") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."on_since" IS DISTINCT FROM (new_values."on_since") OR old_values."product_id" IS DISTINCT FROM (new_values."product_id") OR old_values."segment_id" IS DISTINCT FROM (new_values."segment_id")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="dbd522635b1441211ea9e6b285b70772df5544b6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b697",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="campaigns_trigger",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trigger",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "campaigns_triggerevent" ("again", "again_days", "campaign_id", "category_id", "clock", "days", "event", "field", "is_yearly", "late_days", "looked_at", "made_in", "on_since", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "segment_id") SELECT old_values."again", old_values."again_days", old_values."campaign_id", old_values."category_id", old_values."clock", old_values."days", old_values."event", old_values."field", old_values."is_yearly", old_values."late_days", old_values."looked_at", old_values."made_in", old_values."on_since", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."campaign_id", old_values."product_id", old_values."segment_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7083281dd009202199ae1d5ffde64beb452229f2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7a982",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="campaigns_trigger",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="triggerevent",
            name="campaign",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="triggerevent",
            name="category",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="sales.category",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="triggerevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="campaigns.trigger",
            ),
        ),
        migrations.AddField(
            model_name="triggerevent",
            name="product",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="sales.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="triggerevent",
            name="segment",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="segmentation.segment",
                verbose_name="segment",
            ),
        ),
        migrations.AddIndex(
            model_name="triggerevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="trigger_event_context"),
        ),
        migrations.AddIndex(
            model_name="triggerevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="trigger_event_object"),
        ),
        PartitionByMonth("campaigns_triggerevent"),
    ]
