"""Runs of cleaning, what they found, when they come round, and the quality of the base by days."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0021_merged_into"),
        ("quality", "0011_settled_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CleaningRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scanning", "looking through the base"),
                            ("found", "preview"),
                            ("mending", "being mended"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="scanning",
                        max_length=10,
                    ),
                ),
                ("checks", models.JSONField(default=list)),
                ("fixes", models.BooleanField(default=False)),
                ("options", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("position", models.BigIntegerField(default=0)),
                ("cards", models.PositiveIntegerField(default=0)),
                ("operation", models.UUIDField(blank=True, null=True)),
                ("by_night", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "cleaning of the base",
                "verbose_name_plural": "cleanings of the base",
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_code", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=30)),
                ("point", models.UUIDField(blank=True, null=True)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sure", "can be mended"),
                            ("asked", "for a person"),
                            ("fixed", "mended"),
                            ("refused", "left alone"),
                            ("past", "looked at again since"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=30)),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="quality.cleaningrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding of cleaning",
                "verbose_name_plural": "findings of cleaning",
            },
        ),
        migrations.CreateModel(
            name="QualityCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("cut", models.CharField(max_length=8)),
                ("key", models.CharField(blank=True, max_length=100)),
                ("responsible", models.BigIntegerField(blank=True, null=True)),
                ("field", models.CharField(max_length=20)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("right", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "quality of a day",
                "verbose_name_plural": "quality by days",
                "indexes": [models.Index(fields=["day", "cut", "responsible"], name="quality_count_of_day")],
            },
        ),
        migrations.CreateModel(
            name="CleaningPolicy",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("off", "never"), ("nightly", "every night"), ("weekly", "once a week")],
                        default="nightly",
                        max_length=8,
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(default=6)),
                ("checks", models.JSONField(default=list)),
                ("fixes", models.BooleanField(default=False)),
                ("options", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of cleaning",
                "verbose_name_plural": "rules of cleaning",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="cleaning_policy_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["off", "nightly", "weekly"])), name="cleaning_rhythm_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="cleaning_weekday_known"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="cleaningrun",
            index=models.Index(fields=["-started_at", "-id"], name="cleaning_run_newest"),
        ),
        migrations.AddConstraint(
            model_name="cleaningrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["scanning", "found", "mending", "done", "failed"])),
                name="cleaning_run_state_known",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["run", "customer"], name="finding_of_run"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["run", "kind", "id"], name="finding_by_kind"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["customer", "kind"], name="finding_of_card"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("state__in", ["sure", "asked", "refused"])),
                fields=["check_code", "customer"],
                name="finding_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["sure", "asked", "fixed", "refused", "past"])),
                name="finding_state_known",
            ),
        ),
    ]
