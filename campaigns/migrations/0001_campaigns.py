"""Campaigns, whom they are meant for, whom they reach."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core import sql


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0021_merged_into"),
        ("messaging", "0031_held_messages"),
        ("segmentation", "0012_rows_go_along"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "needs_second",
                    models.BooleanField(default=False, verbose_name="approved by another than the author"),
                ),
            ],
            options={
                "verbose_name": "settings of campaigns",
                "verbose_name_plural": "settings of campaigns",
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gateway",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.gateway",
                        verbose_name="gateway",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.template",
                        verbose_name="template",
                    ),
                ),
                (
                    "template_version",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.templateversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
            },
        ),
        migrations.CreateModel(
            name="AudienceSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("rule", models.JSONField(blank=True, default=dict, verbose_name="rule")),
                ("is_minus", models.BooleanField(default=False, verbose_name="taken away")),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="segmentation.segment",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of an audience",
                "verbose_name_plural": "parts of audiences",
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("point_id", models.UUIDField(null=True)),
                ("outcome", models.CharField(max_length=24, verbose_name="outcome")),
                ("later", models.CharField(blank=True, max_length=24)),
                ("occurrence", models.CharField(blank=True, max_length=100)),
                ("prepared_at", models.DateTimeField(verbose_name="prepared at")),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="recipients",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="campaign_recipients",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "recipient of a campaign",
                "verbose_name_plural": "recipients of campaigns",
            },
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="campaign_newest",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="campaign_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["one_off", "trigger"])), name="campaign_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "awaiting",
                            "approved",
                            "scheduled",
                            "preparing",
                            "sending",
                            "paused",
                            "stopped",
                            "done",
                            "failed",
                        ],
                    )
                ),
                name="campaign_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["email", "sms"])), name="campaign_channel_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("message_class__in", ["service", "advertising"])), name="campaign_class_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("plan__in", ["now", "at", "local"])), name="campaign_plan_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("control_percent__range", (0, 50))), name="campaign_control_is_a_part"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(condition=models.Q(("cost__gte", 0)), name="campaign_cost_is_no_gain"),
        ),
        migrations.AddIndex(
            model_name="audiencesource",
            index=models.Index(fields=["campaign"], name="audience_sources"),
        ),
        migrations.AddConstraint(
            model_name="audiencesource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("segment__isnull", False)),
                fields=("campaign", "segment"),
                name="audience_source_once",
            ),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(fields=["campaign", "outcome", "id"], name="recipient_outcome"),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(fields=["customer", "campaign"], name="recipient_of_client"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(fields=("campaign", "customer", "occurrence"), name="recipient_once"),
        ),
        migrations.RunSQL(
            [(sql.text("campaigns", "recipients_gone"), None)],
            ["DROP FUNCTION campaigns_recipients_gone() CASCADE"],
        ),
    ]
