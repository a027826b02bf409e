"""Tasks with their history, reminders given, days an administrator moved."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0008_search_of_companies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("is_work", models.BooleanField(verbose_name="work day")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="note")),
            ],
            options={
                "verbose_name": "day of the work calendar",
                "verbose_name_plural": "days of the work calendar",
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="what")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("write", "Write"),
                            ("meet", "Meet"),
                            ("congratulate", "Congratulate"),
                            ("check", "Check the data"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "priority",
                    models.SmallIntegerField(
                        choices=[(1, "High"), (2, "Usual"), (3, "Low")], default=2, verbose_name="priority"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="day")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="hour")),
                ("zone", models.CharField(editable=False, max_length=64)),
                ("ends_at", models.DateTimeField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("cancelled", "cancelled")],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("needs_result", models.BooleanField(default=False, verbose_name="the result is needed")),
                ("result", models.TextField(blank=True, default="", max_length=2000, verbose_name="result")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("repeat", models.CharField(blank=True, default="", max_length=200, verbose_name="repeat")),
                ("repeat_from", models.DateField(blank=True, editable=False, null=True)),
                ("checklist", models.JSONField(blank=True, default=list, verbose_name="checklist")),
                ("remind_at", models.DateTimeField(blank=True, null=True, verbose_name="remind at")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="customers.customer",
                        verbose_name="client",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
            },
        ),
        migrations.CreateModel(
            name="TaskEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="what")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("write", "Write"),
                            ("meet", "Meet"),
                            ("congratulate", "Congratulate"),
                            ("check", "Check the data"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "priority",
                    models.SmallIntegerField(
                        choices=[(1, "High"), (2, "Usual"), (3, "Low")], default=2, verbose_name="priority"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="day")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="hour")),
                ("zone", models.CharField(editable=False, max_length=64)),
                ("ends_at", models.DateTimeField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("cancelled", "cancelled")],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("needs_result", models.BooleanField(default=False, verbose_name="the result is needed")),
                ("result", models.TextField(blank=True, default="", max_length=2000, verbose_name="result")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("repeat", models.CharField(blank=True, default="", max_length=200, verbose_name="repeat")),
                ("repeat_from", models.DateField(blank=True, editable=False, null=True)),
                ("checklist", models.JSONField(blank=True, default=list, verbose_name="checklist")),
                ("remind_at", models.DateTimeField(blank=True, null=True, verbose_name="remind at")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
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
                    "closed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
                        to="interactions.task",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        PartitionByMonth("interactions_taskevent"),
        migrations.CreateModel(
            name="TaskReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("at", "task_id"), name="task_reminder_once")],
            },
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["ends_at", "id"], name="task_by_due"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["responsible", "ends_at", "id"], name="task_own_by_due"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("state", "done")), fields=["responsible", "closed_at"], name="task_closed"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["customer", "ends_at"], name="task_of_customer"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["customer", "due_on"], name="task_open_of_customer"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("remind_at__isnull", False), ("state", "open")),
                fields=["remind_at"],
                name="task_to_remind",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="task_made_in"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="task_says_what"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                    _connector="OR",
                ),
                name="task_closed_has_its_moment",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="task",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interactions_taskevent" ("author_id", "checklist", "closed_at", "closed_by_id", "created_at", "customer_id", "due_at", "due_on", "ends_at", "id", "kind", "made_in", "needs_result", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "remind_at", "repeat", "repeat_from", "responsible_id", "result", "state", "text", "updated_at", "zone") SELECT old_values."author_id", old_values."checklist", old_values."closed_at", old_values."closed_by_id", old_values."created_at", old_values."customer_id", old_values."due_at", old_values."due_on", old_values."ends_at", old_values."id", old_values."kind", old_values."made_in", old_values."needs_result", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."priority", old_values."remind_at", old_values."repeat", old_values."repeat_from", old_values."responsible_id", old_values."result", old_values."state", old_values."text", old_values."updated_at", old_values."zone" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."author_id" IS DISTINCT FROM (new_values."author_id") OR old_values."checklist" IS DISTINCT FROM (new_values."checklist") OR old_values."closed_at" IS DISTINCT FROM (new_values."closed_at") OR old_values."closed_by_id" IS DISTINCT FROM (new_values."closed_by_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."customer_id" IS DISTINCT FROM (new_values."customer_id") OR old_values."due_at" IS DISTINCT FROM (new_values."due_at") OR old_values."due_on" IS DISTINCT FROM (new_values."due_on") OR old_values."ends_at" IS DISTINCT FROM (new_values."ends_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."needs_result" IS DISTINCT FROM (new_values."needs_result") OR old_values."priority" IS DISTINCT FROM (new_values."priority") OR old_values."remind_at" IS DISTINCT FROM (new_values."remind_at") OR old_values."repeat" IS DISTINCT FROM (new_values."repeat") OR old_values."repeat_from" IS DISTINCT FROM (new_values."repeat_from") OR old_values."responsible_id" IS DISTINCT FROM (new_values."responsible_id") OR old_values."result" IS DISTINCT FROM (new_values."result") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."zone" IS DISTINCT FROM (new_values."zone")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4c2899466883958c4df340ff4202fcfd1a6dd7c9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_49274",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="interactions_task",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="task",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interactions_taskevent" ("author_id", "checklist", "closed_at", "closed_by_id", "created_at", "customer_id", "due_at", "due_on", "ends_at", "id", "kind", "made_in", "needs_result", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "remind_at", "repeat", "repeat_from", "responsible_id", "result", "state", "text", "updated_at", "zone") SELECT old_values."author_id", old_values."checklist", old_values."closed_at", old_values."closed_by_id", old_values."created_at", old_values."customer_id", old_values."due_at", old_values."due_on", old_values."ends_at", old_values."id", old_values."kind", old_values."made_in", old_values."needs_result", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."priority", old_values."remind_at", old_values."repeat", old_values."repeat_from", old_values."responsible_id", old_values."result", old_values."state", old_values."text", old_values."updated_at", old_values."zone" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fc4677bacab69186e3677fec2b35beda3c7fe9a3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f59c3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="interactions_task",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="taskevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="task_event_context"),
        ),
        migrations.AddIndex(
            model_name="taskevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="task_event_object"),
        ),
    ]
