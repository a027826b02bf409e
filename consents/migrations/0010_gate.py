"""What the gate reads: suppressions, hours, limits, messages of late."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core import sql

FUNCTIONS = (
    "consents_first_open(timestamptz, timestamptz[], timestamptz[], timestamptz[])",
    "consents_freed(timestamptz, int, timestamptz[])",
    "consents_zone_of_phone(text, jsonb)",
)


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0003_ledger_functions"),
        ("consents", "0020_requests"),
        ("customers", "0020_relations_told_from_both_sides"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FrequencyPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("all", "all channels together"),
                            ("sms", "SMS"),
                            ("email", "e-mail"),
                            ("messenger", "messengers"),
                            ("call", "calls"),
                            ("push", "push notifications"),
                            ("post", "paper mail"),
                        ],
                        max_length=12,
                        verbose_name="channels",
                    ),
                ),
                (
                    "message_class",
                    models.CharField(
                        choices=[("service", "service"), ("advertising", "advertising")],
                        max_length=12,
                        verbose_name="messages",
                    ),
                ),
                (
                    "per_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="a day",
                    ),
                ),
                (
                    "per_week",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="in 7 days",
                    ),
                ),
                (
                    "per_month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="in 30 days",
                    ),
                ),
                (
                    "min_gap_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="hours between two",
                    ),
                ),
            ],
            options={
                "verbose_name": "limit of messages",
                "verbose_name_plural": "limits of messages",
                "constraints": [
                    models.UniqueConstraint(fields=("family", "message_class"), name="frequency_policy_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("per_day", None), ("per_month", None), ("per_week", None)),
                            models.Q(
                                models.Q(("per_day", None), ("per_day__range", (1, 60)), _connector="OR"),
                                models.Q(("per_week", None), ("per_week__range", (1, 60)), _connector="OR"),
                                models.Q(("per_month", None), ("per_month__range", (1, 60)), _connector="OR"),
                            ),
                            _connector="OR",
                        ),
                        name="frequency_policy_is_possible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("sms", "SMS"),
                            ("email", "e-mail"),
                            ("messenger", "messengers"),
                            ("call", "calls"),
                            ("push", "push notifications"),
                            ("post", "paper mail"),
                        ],
                        max_length=12,
                        verbose_name="channels",
                    ),
                ),
                (
                    "message_class",
                    models.CharField(
                        choices=[("service", "service"), ("advertising", "advertising")],
                        max_length=12,
                        verbose_name="messages",
                    ),
                ),
                ("opens", models.TimeField(verbose_name="work days from")),
                ("closes", models.TimeField(verbose_name="to")),
                ("opens_off", models.TimeField(verbose_name="days off from")),
                ("closes_off", models.TimeField(verbose_name="to")),
            ],
            options={
                "verbose_name": "hours of sending",
                "verbose_name_plural": "hours of sending",
                "constraints": [
                    models.UniqueConstraint(fields=("family", "message_class"), name="quiet_hours_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens__lt", models.F("closes")), ("opens_off__lt", models.F("closes_off"))
                        ),
                        name="quiet_hours_leave_a_window",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactLoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message_class",
                    models.CharField(choices=[("service", "service"), ("advertising", "advertising")], max_length=12),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("all", "all channels together"),
                            ("sms", "SMS"),
                            ("email", "e-mail"),
                            ("messenger", "messengers"),
                            ("call", "calls"),
                            ("push", "push notifications"),
                            ("post", "paper mail"),
                        ],
                        max_length=12,
                    ),
                ),
                ("recent", django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=60)),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "messages of late",
                "verbose_name_plural": "messages of late",
                "constraints": [
                    models.UniqueConstraint(fields=("customer", "message_class", "family"), name="contact_load_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value_hmac", models.BinaryField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("phone", "phone"),
                            ("email", "e-mail"),
                            ("telegram", "Telegram"),
                            ("whatsapp", "WhatsApp"),
                            ("vk", "VK"),
                            ("max", "MAX"),
                            ("site", "web site"),
                        ],
                        max_length=8,
                        verbose_name="kind of contact",
                    ),
                ),
                ("channel", models.CharField(blank=True, max_length=12, verbose_name="channel")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("all", "everything"),
                            ("advertising", "advertising"),
                            ("purpose", "one purpose"),
                        ],
                        max_length=12,
                        verbose_name="what is not sent",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=24, verbose_name="purpose")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("unsubscribe", "unsubscribed"),
                            ("complaint", "complained of spam"),
                            ("hard_bounce", "letters come back"),
                            ("invalid", "does not exist"),
                            ("operator_optout", "refused at the operator"),
                            ("legal_demand", "demanded by law"),
                            ("erased", "data erased at his demand"),
                            ("deceased", "died"),
                            ("manual", "by hand"),
                        ],
                        max_length=16,
                        verbose_name="reason",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="where it comes from")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="since"),
                ),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("lifted_at", models.DateTimeField(editable=False, null=True)),
                ("lifted_why", models.CharField(blank=True, max_length=200, verbose_name="why it was lifted")),
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
                    "lifted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "suppression",
                "verbose_name_plural": "suppressions",
                "indexes": [models.Index(fields=["-created_at", "-id"], name="suppression_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("value_hmac", "channel", "scope", "purpose"),
                        name="suppression_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["all", "advertising", "purpose"])),
                        name="suppression_scope_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "unsubscribe",
                                    "complaint",
                                    "hard_bounce",
                                    "invalid",
                                    "operator_optout",
                                    "legal_demand",
                                    "erased",
                                    "deceased",
                                    "manual",
                                ],
                            )
                        ),
                        name="suppression_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope", "purpose"), models.Q(("purpose", ""), _negated=True)),
                            models.Q(models.Q(("scope", "purpose"), _negated=True), ("purpose", "")),
                            _connector="OR",
                        ),
                        name="suppression_names_its_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at", None), models.Q(("lifted_why", ""), _negated=True), _connector="OR"
                        ),
                        name="suppression_lifted_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            [(sql.text("consents", "gate_functions"), None)],
            [f"DROP FUNCTION {function}" for function in FUNCTIONS],
        ),
    ]
