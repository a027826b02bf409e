import datetime as dt

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0021_client_hours"),
        ("sales", "0006_wide_sums"),
        ("segmentation", "0012_rows_go_along"),
    ]

    operations = [
        migrations.CreateModel(
            name="Trigger",
            fields=[
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="trigger",
                        serialize=False,
                        to="campaigns.campaign",
                    ),
                ),
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
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="segmentation.segment",
                        verbose_name="segment",
                    ),
                ),
            ],
            options={
                "verbose_name": "trigger",
                "verbose_name_plural": "triggers",
            },
        ),
        migrations.CreateModel(
            name="TriggerPass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="clients")),
                ("included", models.PositiveIntegerField(default=0, verbose_name="get it")),
                (
                    "trigger",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passes",
                        to="campaigns.trigger",
                    ),
                ),
            ],
            options={
                "verbose_name": "look of a trigger",
                "verbose_name_plural": "looks of triggers",
            },
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("event__in", ["entered", "left", "date", "first", "purchase", "no_buy", "no_touch"])
                ),
                name="trigger_event_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.CheckConstraint(
                condition=models.Q(("again__in", ["never", "days", "each"])), name="trigger_again_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("days__gte", 1), models.Q(("event__in", ("no_buy", "no_touch")), _negated=True), _connector="OR"
                ),
                name="trigger_silence_has_a_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gte", 0), ("event", "date"), _connector="OR"),
                name="trigger_only_dates_are_ahead",
            ),
        ),
        migrations.AddIndex(
            model_name="triggerpass",
            index=models.Index(fields=["trigger", "-at"], name="trigger_passes"),
        ),
    ]
