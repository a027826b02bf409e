"""Merges of cards, and the rows they moved that no history knows of."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0021_merged_into"),
        ("quality", "0001_matching"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("operation", models.UUIDField(unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("batch", models.UUIDField(blank=True, null=True)),
                ("moved", models.JSONField(default=dict)),
                ("stayed", models.JSONField(default=dict)),
                ("chosen", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of cards",
                "verbose_name_plural": "merges of cards",
            },
        ),
        migrations.CreateModel(
            name="MergedCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cards", to="quality.merge"
                    ),
                ),
            ],
            options={
                "verbose_name": "merged card",
                "verbose_name_plural": "merged cards",
            },
        ),
        migrations.CreateModel(
            name="MergedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=60)),
                ("column", models.CharField(max_length=40)),
                ("row", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("moved", "with the survivor"),
                            ("back", "went back"),
                            ("left", "stayed: it is elsewhere by now"),
                        ],
                        db_default="moved",
                        default="moved",
                        max_length=5,
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "merge",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="quality.merge",
                    ),
                ),
            ],
            options={
                "verbose_name": "row moved by a merge",
                "verbose_name_plural": "rows moved by merges",
            },
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(fields=["-at", "-id"], name="merge_newest"),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(condition=models.Q(("batch__isnull", False)), fields=["batch"], name="merge_of_batch"),
        ),
        migrations.AddConstraint(
            model_name="mergedcard",
            constraint=models.UniqueConstraint(fields=("merge", "customer"), name="merged_card_once"),
        ),
        migrations.AddConstraint(
            model_name="mergedrow",
            constraint=models.UniqueConstraint(fields=("merge", "model", "column", "row"), name="merged_row_once"),
        ),
        migrations.AddConstraint(
            model_name="mergedrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["moved", "back", "left"])), name="merged_row_state_is_known"
            ),
        ),
    ]
