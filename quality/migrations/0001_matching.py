"""Cards as they are compared, pairs found, what people said of them."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models

import journal.models.fields
from core import sql

BLOCKS = (
    "quality_blocks(text, text, text, text, text, text, date, text, text, text, text, text[], text[])",
    "quality_block(integer, text, text)",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0020_relations_told_from_both_sides"),
        ("journal", "0008_made_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name="DuplicateSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("whole", "the whole base"),
                            ("changed", "cards that changed"),
                            ("since", "cards of one operation"),
                        ],
                        max_length=8,
                        verbose_name="searched",
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(null=True)),
                ("customers", models.PositiveIntegerField(default=0, verbose_name="cards searched")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="cards in the base")),
                ("candidates", models.PositiveIntegerField(default=0, verbose_name="pairs compared")),
                ("pairs", models.PositiveIntegerField(default=0, verbose_name="pairs found")),
                ("sure", models.PositiveIntegerField(default=0, verbose_name="sure pairs")),
                ("asked", models.PositiveIntegerField(default=0, verbose_name="pairs to look at")),
                ("merged", models.PositiveIntegerField(default=0, verbose_name="merged by themselves")),
            ],
            options={
                "verbose_name": "search for duplicates",
                "verbose_name_plural": "searches for duplicates",
                "indexes": [models.Index(fields=["-started_at", "-id"], name="duplicate_search_newest")],
            },
        ),
        migrations.CreateModel(
            name="MatchCard",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                ("made_of", models.BigIntegerField()),
                ("tx", journal.models.fields.Xid8Field(db_default=journal.models.fields.CurrentTransaction())),
                ("kind", models.CharField(max_length=8)),
                ("last", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=100)),
                (
                    "last_sound",
                    models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=100),
                ),
                ("first", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=100)),
                ("nick", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=100)),
                (
                    "first_sound",
                    models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=100),
                ),
                ("middle", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=100)),
                ("born", models.DateField(null=True)),
                ("city", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=100)),
                ("address", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=200)),
                ("place", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=50)),
                ("inn", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=12)),
                ("kpp", models.CharField(blank=True, db_collation="C", db_default="", default="", max_length=9)),
                (
                    "phones",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                (
                    "emails",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                (
                    "blocks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
            ],
            options={
                "verbose_name": "card for comparison",
                "verbose_name_plural": "cards for comparison",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["blocks"], name="match_card_by_block"),
                    models.Index(fields=["tx"], name="match_card_by_tx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchPosition",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("tx", journal.models.fields.Xid8Field(default=0)),
                ("searched_tx", journal.models.fields.Xid8Field(default=0)),
                ("families", models.FloatField(default=1.0)),
                ("merges_sure", models.BooleanField(default=False, verbose_name="merge sure duplicates by night")),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "changed_by",
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
                "verbose_name": "position of the search for duplicates",
                "verbose_name_plural": "positions of the search for duplicates",
            },
        ),
        migrations.CreateModel(
            name="TermCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=8)),
                ("term", models.CharField(db_collation="C", max_length=100)),
                ("number", models.IntegerField()),
            ],
            options={
                "verbose_name": "how often a word stands",
                "verbose_name_plural": "how often words stand",
                "constraints": [models.UniqueConstraint(fields=("field", "term"), name="term_count_is_one")],
            },
        ),
        migrations.CreateModel(
            name="NotDuplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
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
                    "left",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "no duplicates",
                "verbose_name_plural": "no duplicates",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("left", "right"),
                        django.db.models.functions.comparison.Greatest("left", "right"),
                        name="not_duplicate_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left", models.F("right")), _negated=True), name="not_duplicate_of_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="score")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("auto", "surely one client"),
                            ("ask", "to be looked at"),
                            ("no", "different clients"),
                        ],
                        max_length=4,
                        verbose_name="decision",
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("group", models.BigIntegerField(verbose_name="group")),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits"),
                            ("same", "one client"),
                            ("different", "different clients"),
                            ("later", "put off"),
                            ("merged", "merged"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "found_in",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="quality.duplicatesearch",
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "possible duplicate",
                "verbose_name_plural": "possible duplicates",
                "indexes": [
                    models.Index(fields=["state", "-score", "id"], name="pair_by_score"),
                    models.Index(fields=["group"], name="pair_by_group"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("left", "right"), name="pair_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))), name="pair_left_is_less"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["auto", "ask", "no"])), name="pair_decision_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "same", "different", "later", "merged"])),
                        name="pair_state_is_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            [(sql.text("quality", "cards_gone"), None)], ["DROP FUNCTION quality_customer_gone() CASCADE"]
        ),
        migrations.RunSQL([(sql.text("quality", "block_functions"), None)], [f"DROP FUNCTION {one}" for one in BLOCKS]),
    ]
