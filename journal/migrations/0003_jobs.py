"""What is due and what runs in the background."""

import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_entries")]

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("args", models.JSONField(blank=True, default=dict)),
                ("queue", models.CharField(default="bulk", max_length=20)),
                ("unique_key", models.CharField(blank=True, max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "in progress"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("cancelled", "stopped"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("operation_id", models.UUIDField(blank=True, null=True)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("error", models.TextField(blank=True)),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("refused", "refused"),
                            ("defect", "a defect of the program"),
                            ("worker_lost", "its worker died again and again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("fence", models.BigIntegerField(default=0)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("cancel_asked", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("woken_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("claimed_done", models.BigIntegerField(default=0)),
                ("progress_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "job run",
                "verbose_name_plural": "job runs",
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="job_newest"),
                    models.Index(fields=["actor_id", "-created_at", "-id"], name="job_of_actor"),
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["state", "lease_until"],
                        name="job_live",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["actor_id", "-created_at"],
                        name="job_tray",
                    ),
                    models.Index(
                        condition=models.Q(("finished_at__isnull", False)), fields=["finished_at"], name="job_ended"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "done", "failed", "cancelled"])),
                        name="job_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fault__in", ["", "refused", "defect", "worker_lost"])),
                        name="job_fault_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("unique_key", ""), _negated=True), ("state__in", ["queued", "running"])
                        ),
                        fields=("unique_key",),
                        name="job_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("code", models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("args", models.JSONField(blank=True, default=dict)),
                ("every_seconds", models.PositiveIntegerField(blank=True, null=True)),
                ("daily_at", models.TimeField(blank=True, null=True)),
                ("is_on", models.BooleanField(default=True)),
                ("is_built_in", models.BooleanField(default=False)),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_job", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "schedule",
                "verbose_name_plural": "schedules",
                "indexes": [models.Index(condition=models.Q(("is_on", True)), fields=["next_at"], name="schedule_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("every_seconds__isnull", True), ("daily_at__isnull", True), _connector="XOR"
                        ),
                        name="schedule_one_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every_seconds__isnull", True), ("every_seconds__gt", 0), _connector="OR"),
                        name="schedule_goes_forward",
                    ),
                ],
            },
        ),
    ]
