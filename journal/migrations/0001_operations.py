"""Acts that can be watched, explained and taken back, and what each of them touched."""

import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Operation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being prepared"),
                            ("queued", "waiting"),
                            ("running", "in progress"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("cancelled", "stopped"),
                            ("undoing", "being undone"),
                            ("undone", "undone"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("params", models.JSONField(blank=True, default=dict)),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("undoes", models.UUIDField(blank=True, null=True)),
                ("job", models.UUIDField(blank=True, null=True)),
                ("position", models.BigIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("applied", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "operation",
                "verbose_name_plural": "operations",
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="operation_newest"),
                    models.Index(fields=["actor_id", "-created_at"], name="operation_of_actor"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "queued", "running", "done", "failed", "cancelled", "undoing", "undone"],
                            )
                        ),
                        name="operation_state_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("undoes__isnull", False),
                            models.Q(("state__in", ["failed", "cancelled", "undone"]), _negated=True),
                        ),
                        fields=("undoes",),
                        name="operation_undone_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OperationItem",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "operation_id", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("operation_id", models.UUIDField()),
                ("seq", models.BigIntegerField()),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=40)),
                (
                    "act",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("change", "gets its values back"),
                            ("destroy", "is removed"),
                            ("bring_back", "comes back"),
                        ],
                        db_default="",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("frozen", "chosen"),
                            ("unchanged", "had nothing to change"),
                            ("refused", "refused"),
                            ("kept", "kept, changed since"),
                        ],
                        db_default="frozen",
                        default="frozen",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, db_default="", max_length=60)),
                ("details", models.JSONField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "object of an operation",
                "verbose_name_plural": "objects of operations",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["refused", "kept"])),
                        fields=["operation_id", "state", "seq"],
                        name="operation_item_told",
                    ),
                    models.Index(
                        condition=models.Q(("act", "bring_back")),
                        fields=["operation_id", "object_type", "object_id"],
                        name="operation_item_brought_back",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["frozen", "unchanged", "refused", "kept"])),
                        name="operation_item_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["", "change", "destroy", "bring_back"])),
                        name="operation_item_act_is_known",
                    ),
                ],
            },
        ),
    ]
