"""Gateways, and one row for each message that goes out."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import customers.identifiers
from core import sql


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consents", "0010_gate"),
        ("customers", "0020_relations_told_from_both_sides"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Gateway",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("sms", "SMS")], max_length=12, verbose_name="channel"
                    ),
                ),
                ("adapter", models.CharField(max_length=20, verbose_name="kind of gateway")),
                ("settings", models.JSONField(blank=True, default=dict, verbose_name="settings")),
                ("secrets", models.TextField(blank=True, editable=False)),
                ("sender", models.CharField(blank=True, max_length=320, verbose_name="sender")),
                ("sender_name", models.CharField(blank=True, max_length=120, verbose_name="name of the sender")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                ("is_default", models.BooleanField(default=False, verbose_name="for messages that name no gateway")),
                ("paused_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="paused since")),
                ("pause_reason", models.CharField(blank=True, max_length=300, verbose_name="why it is paused")),
                (
                    "per_second",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="messages a second",
                    ),
                ),
                (
                    "per_domain_minute",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="letters a minute to one domain",
                    ),
                ),
                (
                    "price",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="price of a part"
                    ),
                ),
                ("currency", models.CharField(default="RUB", max_length=3, verbose_name="currency")),
                (
                    "balance",
                    models.DecimalField(
                        blank=True, decimal_places=4, editable=False, max_digits=14, null=True, verbose_name="balance"
                    ),
                ),
                (
                    "balance_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="balance as of"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "processor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consents.processor",
                        verbose_name="processor",
                    ),
                ),
            ],
            options={
                "verbose_name": "gateway",
                "verbose_name_plural": "gateways",
            },
        ),
        migrations.CreateModel(
            name="GatewayPace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(blank=True, max_length=255)),
                ("next_at", models.DateTimeField()),
                (
                    "gateway",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="messaging.gateway",
                    ),
                ),
            ],
            options={
                "verbose_name": "pace of a gateway",
                "verbose_name_plural": "paces of gateways",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=customers.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("point_id", models.UUIDField(null=True)),
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
                        max_length=12,
                        verbose_name="class",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=24, verbose_name="purpose")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("single", "written by hand"),
                            ("campaign", "campaign"),
                            ("trigger", "by an event"),
                            ("confirmation", "confirmation of a consent"),
                            ("test", "trial message to staff"),
                        ],
                        max_length=12,
                        verbose_name="source",
                    ),
                ),
                ("campaign_id", models.BigIntegerField(null=True)),
                ("step", models.SmallIntegerField(default=0)),
                ("occurrence", models.CharField(blank=True, max_length=100)),
                ("address", models.CharField(blank=True, max_length=320, verbose_name="address")),
                ("subject", models.CharField(blank=True, max_length=998, verbose_name="subject")),
                ("body_text", models.TextField(blank=True, verbose_name="text")),
                ("body_html", models.TextField(blank=True)),
                ("headers", models.JSONField(blank=True, default=dict)),
                (
                    "attachments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("values", models.JSONField(blank=True, default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("leased", "taken up"),
                            ("handing", "being handed over"),
                            ("handed", "handed over"),
                            ("sent", "sent"),
                            ("delivered", "delivered"),
                            ("read", "read"),
                            ("failed", "not delivered"),
                            ("expired", "too late"),
                            ("denied", "forbidden"),
                            ("cancelled", "cancelled"),
                            ("unknown", "fate unknown"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "priority",
                    models.SmallIntegerField(
                        choices=[(0, "at once"), (10, "written by hand"), (20, "by an event"), (30, "campaign")],
                        default=10,
                    ),
                ),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("not_after", models.DateTimeField(null=True)),
                ("paced_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("lease_by", models.CharField(blank=True, max_length=40)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("provider_id", models.CharField(blank=True, max_length=200)),
                ("segments", models.PositiveSmallIntegerField(null=True)),
                ("price", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("error_kind", models.CharField(blank=True, max_length=12)),
                ("error_code", models.CharField(blank=True, max_length=60)),
                ("error_text", models.CharField(blank=True, max_length=500)),
                ("verdict_code", models.CharField(blank=True, max_length=24)),
                (
                    "verdict_events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("handed_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
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
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="customers.customer",
                    ),
                ),
                (
                    "gateway",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.gateway",
                        verbose_name="gateway",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
            },
        ),
        migrations.AddConstraint(
            model_name="gateway",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("code", ""), _negated=True), models.Q(("name", ""), _negated=True)),
                name="gateway_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="gateway",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["email", "sms"])), name="gateway_channel_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="gateway",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pause_reason", ""), ("paused_at", None)),
                    models.Q(("paused_at__isnull", False), models.Q(("pause_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="gateway_paused_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="gateway",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)), fields=("channel",), name="gateway_one_default"
            ),
        ),
        migrations.AddConstraint(
            model_name="gatewaypace",
            constraint=models.UniqueConstraint(fields=("gateway", "domain"), name="gateway_pace_once"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("status", "queued")),
                fields=["gateway", "priority", "not_before", "id"],
                name="message_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("status__in", ["leased", "handing"])),
                fields=["customer"],
                name="message_on_its_way",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("status", "unknown")), fields=["created_at", "id"], name="message_parked"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["customer", "created_at", "id"], name="message_of_customer"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("provider_id", ""), _negated=True),
                fields=["gateway", "provider_id"],
                name="message_by_provider",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="message_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("campaign_id__isnull", False)),
                fields=("campaign_id", "step", "occurrence", "customer", "channel"),
                name="message_once_to_a_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("campaign_id__isnull", False), models.Q(("address", ""), _negated=True)),
                fields=("campaign_id", "step", "occurrence", "address"),
                name="message_once_to_an_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "queued",
                            "leased",
                            "handing",
                            "handed",
                            "sent",
                            "delivered",
                            "read",
                            "failed",
                            "expired",
                            "denied",
                            "cancelled",
                            "unknown",
                        ],
                    )
                ),
                name="message_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["single", "campaign", "trigger", "confirmation", "test"])),
                name="message_source_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["email", "sms"])), name="message_channel_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("message_class__in", ["service", "advertising"])), name="message_class_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("customer__isnull", False), ("source", "test"), _connector="XOR"),
                name="message_is_to_a_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["leased", "handing"]), _negated=True),
                    ("lease_until__isnull", False),
                    _connector="OR",
                ),
                name="message_leased_until",
            ),
        ),
        migrations.RunSQL([(sql.text("messaging", "message_functions"), None)], ["DROP FUNCTION messaging_new_id()"]),
    ]
