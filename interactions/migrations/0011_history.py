"""Interactions, their outcomes, the last touch of each client."""

import datetime as dt

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_search_of_companies"),
        ("interactions", "0010_tasks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(blank=True, db_index=False, editable=False, max_length=30)),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                ("kinds", models.CharField(max_length=100, verbose_name="for")),
                ("needs_next", models.BooleanField(default=False, verbose_name="asks for the next step")),
                ("effect", models.CharField(blank=True, max_length=60, verbose_name="what it does besides")),
                ("weight", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
                ("is_archived", models.BooleanField(default=False, verbose_name="not offered any more")),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True), fields=("code",), name="outcome_built_in_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Interaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("letter", "Letter"),
                            ("sms", "SMS"),
                            ("messenger", "Messenger"),
                            ("meeting", "Meeting"),
                            ("visit", "Visit"),
                            ("note", "Note"),
                            ("complaint", "Complaint"),
                            ("review", "Review"),
                            ("file", "File sent"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[("out", "to the client"), ("in", "from the client"), ("missed", "missed")],
                        max_length=8,
                        verbose_name="direction",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("duration", models.PositiveIntegerField(blank=True, null=True, verbose_name="lasted, seconds")),
                ("rating", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rating")),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="text")),
                ("pinned_at", models.DateTimeField(blank=True, null=True, verbose_name="pinned at")),
                ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="taken off at")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="written down at"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="interactions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interactions",
                        to="customers.customer",
                        verbose_name="client",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="customers.contactpoint",
                        verbose_name="contact",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="interactions.outcome",
                        verbose_name="outcome",
                    ),
                ),
            ],
            options={
                "verbose_name": "interaction",
                "verbose_name_plural": "interactions",
            },
        ),
        migrations.CreateModel(
            name="LastTouch",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="last_touch",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=dt.datetime(1970, 1, 1, 0, 0, tzinfo=dt.UTC),
                        default=dt.datetime(1970, 1, 1, 0, 0, tzinfo=dt.UTC),
                    ),
                ),
                ("kind", models.CharField(blank=True, db_default="", default="", max_length=12)),
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
            ],
            options={
                "indexes": [models.Index(fields=["at", "customer"], name="last_touch_by_time")],
            },
        ),
        migrations.CreateModel(
            name="InteractionEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("letter", "Letter"),
                            ("sms", "SMS"),
                            ("messenger", "Messenger"),
                            ("meeting", "Meeting"),
                            ("visit", "Visit"),
                            ("note", "Note"),
                            ("complaint", "Complaint"),
                            ("review", "Review"),
                            ("file", "File sent"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[("out", "to the client"), ("in", "from the client"), ("missed", "missed")],
                        max_length=8,
                        verbose_name="direction",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("duration", models.PositiveIntegerField(blank=True, null=True, verbose_name="lasted, seconds")),
                ("rating", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rating")),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="text")),
                ("pinned_at", models.DateTimeField(blank=True, null=True, verbose_name="pinned at")),
                ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="taken off at")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="written down at"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                        verbose_name="client",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="interactions.interaction",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.contactpoint",
                        verbose_name="contact",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="interactions.outcome",
                        verbose_name="outcome",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["pgh_context_id", "pgh_obj"], name="interaction_event_context"),
                    models.Index(fields=["pgh_obj", "pgh_id"], name="interaction_event_object"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["customer", "-at", "-id"], name="interaction_of_customer"),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                condition=models.Q(
                    ("archived_at__isnull", True),
                    models.Q(("kind", "note"), _negated=True),
                    models.Q(("direction", "missed"), _negated=True),
                ),
                fields=["customer", "-at", "-id"],
                name="interaction_touches",
            ),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(fields=["author", "-at"], name="interaction_of_author"),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                condition=models.Q(("archived_at__isnull", True), ("direction", "missed")),
                fields=["-at"],
                name="interaction_missed",
            ),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                condition=models.Q(("archived_at__isnull", True), ("pinned_at__isnull", False)),
                fields=["customer"],
                name="interaction_pinned",
            ),
        ),
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="interaction_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="interaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "call",
                            "letter",
                            "sms",
                            "messenger",
                            "meeting",
                            "visit",
                            "note",
                            "complaint",
                            "review",
                            "file",
                        ],
                    )
                ),
                name="interaction_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="interaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ["", "out", "in", "missed"])), name="interaction_way_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="interaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating", None), models.Q(("rating__gte", 1), ("rating__lte", 5)), _connector="OR"),
                name="interaction_rating_of_five",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interactions_interactionevent" ("archived_at", "at", "author_id", "created_at", "customer_id", "direction", "duration", "id", "kind", "made_in", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned_at", "point_id", "rating", "text", "updated_at") SELECT old_values."archived_at", old_values."at", old_values."author_id", old_values."created_at", old_values."customer_id", old_values."direction", old_values."duration", old_values."id", old_values."kind", old_values."made_in", old_values."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."pinned_at", old_values."point_id", old_values."rating", old_values."text", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."archived_at" IS DISTINCT FROM (new_values."archived_at") OR old_values."at" IS DISTINCT FROM (new_values."at") OR old_values."author_id" IS DISTINCT FROM (new_values."author_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."customer_id" IS DISTINCT FROM (new_values."customer_id") OR old_values."direction" IS DISTINCT FROM (new_values."direction") OR old_values."duration" IS DISTINCT FROM (new_values."duration") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."outcome_id" IS DISTINCT FROM (new_values."outcome_id") OR old_values."pinned_at" IS DISTINCT FROM (new_values."pinned_at") OR old_values."point_id" IS DISTINCT FROM (new_values."point_id") OR old_values."rating" IS DISTINCT FROM (new_values."rating") OR old_values."text" IS DISTINCT FROM (new_values."text")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="07f1690e24d8edd016e8b26856ae9b9ea76ffdf3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_99134",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="interactions_interaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interaction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interactions_interactionevent" ("archived_at", "at", "author_id", "created_at", "customer_id", "direction", "duration", "id", "kind", "made_in", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned_at", "point_id", "rating", "text", "updated_at") SELECT old_values."archived_at", old_values."at", old_values."author_id", old_values."created_at", old_values."customer_id", old_values."direction", old_values."duration", old_values."id", old_values."kind", old_values."made_in", old_values."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."pinned_at", old_values."point_id", old_values."rating", old_values."text", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="92fb5427c362a5e77f108ff0754cba8910e753cf",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b79e2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="interactions_interaction",
                    when="AFTER",
                ),
            ),
        ),
    ]
