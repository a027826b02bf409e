"""Scores of clients, their runs, changes, pins and snapshots."""

import datetime as dt
from decimal import Decimal

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import journal.models.fields
from core import sql
from journal.partitions import PartitionByMonth

FUNCTIONS = (
    "segmentation_customer_made()", "segmentation_pin_made()", "segmentation_pin_gone()",
    "segmentation_pins_touched(bigint[])",
)  # fmt: skip


def _goes_along(table: str) -> migrations.RunSQL:
    """Undo and disposal delete clients by plain SQL: the base itself takes these rows along."""
    name = f"segmentation_{table}_goes_along"
    return migrations.RunSQL(
        f"ALTER TABLE segmentation_{table} ADD CONSTRAINT {name} FOREIGN KEY (customer_id)"
        " REFERENCES customers_customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE segmentation_{table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0020_relations_told_from_both_sides"),
        ("interactions", "0014_closed_tasks_of_a_client"),
        ("journal", "0008_made_keys"),
        ("sales", "0005_months_as_rounded"),
        ("segmentation", "0001_begin"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ScoreRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "kind",
                    models.CharField(
                        choices=[("full", "everything anew"), ("nightly", "by night"), ("as_of", "as of a day")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "being counted"), ("done", "done"), ("failed", "failed")],
                        default="running",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun at")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished at")),
                ("borders", models.JSONField(blank=True, default=dict)),
                ("customers", models.PositiveIntegerField(default=0, verbose_name="clients")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("figures", models.JSONField(blank=True, default=dict)),
                ("error", models.TextField(blank=True, verbose_name="why it failed")),
            ],
            options={
                "verbose_name": "run of scores",
                "verbose_name_plural": "runs of scores",
            },
        ),
        migrations.CreateModel(
            name="CustomerScore",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="score",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                (
                    "last_on",
                    models.DateField(
                        db_default=dt.date(1, 1, 2), default=dt.date(1, 1, 2), verbose_name="last purchase"
                    ),
                ),
                ("frequency", models.IntegerField(db_default=0, default=0, verbose_name="purchases")),
                (
                    "monetary",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="money of the client",
                    ),
                ),
                (
                    "profit",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="profit",
                    ),
                ),
                ("r", models.SmallIntegerField(db_default=0, default=0, verbose_name="R")),
                ("f", models.SmallIntegerField(db_default=0, default=0, verbose_name="F")),
                ("m", models.SmallIntegerField(db_default=0, default=0, verbose_name="M")),
                (
                    "rfm_segment",
                    models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="RFM segment"),
                ),
                (
                    "rfm_on",
                    models.DateField(db_default=dt.date(1, 1, 2), default=dt.date(1, 1, 2), verbose_name="RFM since"),
                ),
                ("abc", models.CharField(blank=True, db_default="", default="", max_length=1, verbose_name="ABC")),
                (
                    "abc_value",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="what ABC weighs",
                    ),
                ),
                (
                    "abc_on",
                    models.DateField(db_default=dt.date(1, 1, 2), default=dt.date(1, 1, 2), verbose_name="ABC since"),
                ),
                (
                    "abc_year",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=1, verbose_name="ABC of 365 days"
                    ),
                ),
                ("xyz", models.CharField(blank=True, db_default="", default="", max_length=1, verbose_name="XYZ")),
                (
                    "variation",
                    models.DecimalField(
                        db_default=Decimal(-1),
                        decimal_places=6,
                        default=Decimal(-1),
                        max_digits=13,
                        verbose_name="variation of months, %",
                    ),
                ),
                (
                    "xyz_on",
                    models.DateField(db_default=dt.date(1, 1, 2), default=dt.date(1, 1, 2), verbose_name="XYZ since"),
                ),
                (
                    "lifecycle",
                    models.CharField(blank=True, db_default="", default="", max_length=10, verbose_name="base type"),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=16, verbose_name="why this base type"
                    ),
                ),
                (
                    "lifecycle_on",
                    models.DateField(
                        db_default=dt.date(1, 1, 2),
                        default=dt.date(1, 1, 2),
                        verbose_name="base type since",
                    ),
                ),
            ],
            options={
                "verbose_name": "scores of a client",
                "verbose_name_plural": "scores of clients",
                "indexes": [
                    models.Index(fields=["r", "customer"], name="score_by_r"),
                    models.Index(fields=["f", "customer"], name="score_by_f"),
                    models.Index(fields=["m", "customer"], name="score_by_m"),
                    models.Index(fields=["rfm_segment", "customer"], name="score_by_rfm"),
                    models.Index(fields=["abc", "customer"], name="score_by_abc"),
                    models.Index(fields=["xyz", "customer"], name="score_by_xyz"),
                    models.Index(fields=["lifecycle", "customer"], name="score_by_lifecycle"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifecyclePin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[
                            ("vip", "VIP"),
                            ("permanent", "permanent"),
                            ("hot", "hot"),
                            ("warm", "warm"),
                            ("cold", "cold"),
                            ("dead", "dead"),
                        ],
                        max_length=10,
                        verbose_name="base type",
                    ),
                ),
                ("until", models.DateField(verbose_name="good until")),
                ("why", models.CharField(max_length=300, verbose_name="why")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="pinned at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pinned by",
                    ),
                ),
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lifecycle_pin",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "pinned base type",
                "verbose_name_plural": "pinned base types",
            },
        ),
        migrations.CreateModel(
            name="LifecyclePinEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.CharField(max_length=6)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[
                            ("vip", "VIP"),
                            ("permanent", "permanent"),
                            ("hot", "hot"),
                            ("warm", "warm"),
                            ("cold", "cold"),
                            ("dead", "dead"),
                        ],
                        max_length=10,
                        verbose_name="base type",
                    ),
                ),
                ("until", models.DateField(verbose_name="good until")),
                ("why", models.CharField(max_length=300, verbose_name="why")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="pinned at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pinned by",
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
                        to="segmentation.lifecyclepin",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        PartitionByMonth("segmentation_lifecyclepinevent"),
        migrations.CreateModel(
            name="ScorePosition",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("tx", journal.models.fields.Xid8Field(default=0)),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="segmentation.scorerun",
                    ),
                ),
            ],
            options={
                "verbose_name": "position of scores",
                "verbose_name_plural": "positions of scores",
            },
        ),
        migrations.CreateModel(
            name="ScoreChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="changed on")),
                ("cell", models.CharField(blank=True, db_default="", default="", max_length=3, verbose_name="RFM")),
                (
                    "rfm_segment",
                    models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="RFM segment"),
                ),
                ("abc", models.CharField(blank=True, db_default="", default="", max_length=1, verbose_name="ABC")),
                ("xyz", models.CharField(blank=True, db_default="", default="", max_length=1, verbose_name="XYZ")),
                (
                    "lifecycle",
                    models.CharField(blank=True, db_default="", default="", max_length=10, verbose_name="base type"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="segmentation.scorerun",
                    ),
                ),
            ],
            options={
                "verbose_name": "former grades of a client",
                "verbose_name_plural": "former grades of clients",
            },
        ),
        migrations.CreateModel(
            name="ScoreSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_id", models.BigIntegerField(default=0)),
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("window_days", models.PositiveIntegerField(blank=True, null=True, verbose_name="window, days")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("percent_rank", "equal shares, equals share a grade"),
                            ("ntile", "equal shares to a man"),
                            ("fixed", "by borders of one’s own"),
                        ],
                        default="percent_rank",
                        max_length=12,
                        verbose_name="how grades are told",
                    ),
                ),
                ("grades", models.PositiveSmallIntegerField(default=5, verbose_name="grades")),
                (
                    "measure",
                    models.CharField(
                        choices=[("total", "sum"), ("profit", "profit"), ("number", "number of purchases")],
                        default="total",
                        max_length=8,
                        verbose_name="money is",
                    ),
                ),
                ("is_net", models.BooleanField(default=True, verbose_name="returns are taken off")),
                ("fixed", models.JSONField(blank=True, default=dict)),
                (
                    "abc_measure",
                    models.CharField(
                        choices=[("total", "sum"), ("profit", "profit"), ("number", "number of purchases")],
                        default="total",
                        max_length=8,
                        verbose_name="ABC by",
                    ),
                ),
                (
                    "abc_a",
                    models.DecimalField(decimal_places=2, default=Decimal(80), max_digits=5, verbose_name="A up to, %"),
                ),
                (
                    "abc_b",
                    models.DecimalField(decimal_places=2, default=Decimal(95), max_digits=5, verbose_name="B up to, %"),
                ),
                (
                    "xyz_x",
                    models.DecimalField(decimal_places=2, default=Decimal(10), max_digits=6, verbose_name="X up to, %"),
                ),
                (
                    "xyz_y",
                    models.DecimalField(decimal_places=2, default=Decimal(25), max_digits=6, verbose_name="Y up to, %"),
                ),
                ("xyz_months", models.PositiveSmallIntegerField(default=12, verbose_name="months looked at")),
                ("xyz_least", models.PositiveSmallIntegerField(default=3, verbose_name="months with sales, at least")),
                ("vip_number", models.PositiveSmallIntegerField(default=4, verbose_name="VIP: purchases, at least")),
                (
                    "permanent_number",
                    models.PositiveSmallIntegerField(default=3, verbose_name="permanent: more purchases than"),
                ),
                (
                    "permanent_days",
                    models.PositiveSmallIntegerField(default=180, verbose_name="permanent: the last within, days"),
                ),
                (
                    "permanent_intervals",
                    models.DecimalField(
                        decimal_places=1,
                        default=Decimal(2),
                        max_digits=4,
                        verbose_name="permanent: or within so many intervals of his own",
                    ),
                ),
                ("hot_days", models.PositiveSmallIntegerField(default=30, verbose_name="hot: within, days")),
                (
                    "warm_bought_days",
                    models.PositiveSmallIntegerField(default=365, verbose_name="warm: bought within, days"),
                ),
                (
                    "warm_answered_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="warm: answered within, days"),
                ),
                ("dead_days", models.PositiveSmallIntegerField(default=730, verbose_name="dead: nothing for, days")),
                ("cells", models.JSONField(blank=True, default=dict)),
                ("advice", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "settings of scores",
                "verbose_name_plural": "settings of scores",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grades__in", [3, 5])), name="score_grades_three_or_five"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("abc_a__gt", 0), ("abc_b__lte", 100)), name="score_abc_within_the_whole"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="scorerun",
            name="settings",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="segmentation.scoresettings",
            ),
        ),
        migrations.CreateModel(
            name="ScoreSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField(unique=True, verbose_name="as of")),
                (
                    "kind",
                    models.CharField(
                        choices=[("monthly", "monthly"), ("asked", "on demand")], max_length=8, verbose_name="kind"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="taken at")),
                ("by_name", models.CharField(blank=True, max_length=200, verbose_name="taken by")),
                ("customers", models.PositiveIntegerField(default=0, verbose_name="clients")),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="segmentation.scorerun",
                    ),
                ),
            ],
            options={
                "verbose_name": "snapshot of scores",
                "verbose_name_plural": "snapshots of scores",
            },
        ),
        migrations.CreateModel(
            name="SnapshotScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "last_on",
                    models.DateField(
                        db_default=dt.date(1, 1, 2), default=dt.date(1, 1, 2), verbose_name="last purchase"
                    ),
                ),
                ("frequency", models.IntegerField(db_default=0, default=0, verbose_name="purchases")),
                (
                    "monetary",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="money of the client",
                    ),
                ),
                (
                    "profit",
                    models.DecimalField(
                        db_default=Decimal(0),
                        decimal_places=2,
                        default=Decimal(0),
                        max_digits=18,
                        verbose_name="profit",
                    ),
                ),
                ("r", models.SmallIntegerField(db_default=0, default=0, verbose_name="R")),
                ("f", models.SmallIntegerField(db_default=0, default=0, verbose_name="F")),
                ("m", models.SmallIntegerField(db_default=0, default=0, verbose_name="M")),
                (
                    "rfm_segment",
                    models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="RFM segment"),
                ),
                ("abc", models.CharField(blank=True, db_default="", default="", max_length=1, verbose_name="ABC")),
                ("xyz", models.CharField(blank=True, db_default="", default="", max_length=1, verbose_name="XYZ")),
                (
                    "lifecycle",
                    models.CharField(blank=True, db_default="", default="", max_length=10, verbose_name="base type"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="segmentation.scoresnapshot",
                    ),
                ),
            ],
            options={
                "verbose_name": "scores of a client in a snapshot",
                "verbose_name_plural": "scores of clients in snapshots",
            },
        ),
        migrations.AddIndex(
            model_name="lifecyclepin",
            index=models.Index(fields=["until"], name="lifecycle_pin_until"),
        ),
        migrations.AddIndex(
            model_name="lifecyclepin",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="lifecycle_pin_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="lifecyclepin",
            constraint=models.CheckConstraint(
                condition=models.Q(("lifecycle__in", ["vip", "permanent", "hot", "warm", "cold", "dead"])),
                name="lifecycle_pin_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lifecyclepin",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "segmentation_lifecyclepinevent" ("by_id", "created_at", "customer_id", "id", "lifecycle", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until", "why") SELECT old_values."by_id", old_values."created_at", old_values."customer_id", old_values."id", old_values."lifecycle", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."until", old_values."why" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e5bcc03cfc79038bb384832cb1750e12b128d956",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_085f4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="segmentation_lifecyclepin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lifecyclepin",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "segmentation_lifecyclepinevent" ("by_id", "created_at", "customer_id", "id", "lifecycle", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until", "why") SELECT old_values."by_id", old_values."created_at", old_values."customer_id", old_values."id", old_values."lifecycle", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."until", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="720bf4ec8a93bd54d23c11b4bedf357eaa420edc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ef82f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="segmentation_lifecyclepin",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="lifecyclepinevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="lifecycle_pin_event_context"),
        ),
        migrations.AddIndex(
            model_name="lifecyclepinevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="lifecycle_pin_event_object"),
        ),
        migrations.AddIndex(
            model_name="scorechange",
            index=models.Index(fields=["customer", "id"], name="score_change_of_customer"),
        ),
        migrations.AddIndex(
            model_name="scorechange",
            index=models.Index(condition=models.Q(("abc", "A")), fields=["on", "customer"], name="score_change_of_a"),
        ),
        migrations.AddIndex(
            model_name="scorerun",
            index=models.Index(fields=["-started_at", "-id"], name="score_run_newest"),
        ),
        migrations.AddIndex(
            model_name="snapshotscore",
            index=models.Index(fields=["customer"], name="snapshot_score_of_customer"),
        ),
        migrations.AddConstraint(
            model_name="snapshotscore",
            constraint=models.UniqueConstraint(fields=("snapshot", "customer"), name="snapshot_score_once"),
        ),
        *(_goes_along(table) for table in ("customerscore", "scorechange", "snapshotscore")),
        migrations.RunSQL(
            [(sql.text("segmentation", "score_functions"), None)],
            [f"DROP FUNCTION {function} CASCADE" for function in FUNCTIONS],
        ),
        migrations.RunSQL(
            "INSERT INTO segmentation_customerscore (customer_id) SELECT id FROM customers_customer",
            migrations.RunSQL.noop,
        ),
    ]
