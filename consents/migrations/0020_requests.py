"""Requests of people, stopped processing, erasures."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0003_ledger_functions"),
        ("customers", "0020_relations_told_from_both_sides"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("access", "Copy of the data"),
                            ("correct", "Correction"),
                            ("withdraw", "Consent withdrawn"),
                            ("stop_processing", "Stop processing"),
                            ("erase", "Erasure"),
                            ("portability", "Data in a machine-readable form"),
                            ("object", "Objection"),
                            ("restrict", "Restriction of processing"),
                            ("stop_ads", "No advertising"),
                            ("regulator", "Request of the regulator"),
                        ],
                        max_length=16,
                        verbose_name="what is asked",
                    ),
                ),
                ("body", models.TextField(max_length=10000, verbose_name="text")),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "template of an answer",
                "verbose_name_plural": "templates of answers",
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("withdrawn", "consent withdrawn, no other ground (152-FZ 21(5))"),
                            ("unlawful", "data processed without a ground (152-FZ 20(3), 21(3))"),
                            ("reached", "purpose reached (152-FZ 21(4))"),
                            ("expired", "storage period is over (152-FZ 5(7), 21(4))"),
                            ("gdpr", "right to erasure (GDPR 17)"),
                            ("restored", "erased before, came back with a backup"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="details of the reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "waits for approval"),
                            ("approved", "approved"),
                            ("running", "in progress"),
                            ("done", "done"),
                            ("refused", "not approved"),
                            ("failed", "broke off"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("plan", models.JSONField(default=list)),
                ("done", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("job", models.UUIDField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("act_file", models.UUIDField(blank=True, null=True)),
                ("journal_file", models.UUIDField(blank=True, null=True)),
                ("keep_until", models.DateField(blank=True, null=True)),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
            },
        ),
        migrations.CreateModel(
            name="ErasedCustomer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("erased_at", models.DateTimeField()),
                ("key", models.CharField(max_length=64)),
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "erasure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="consents.erasure"
                    ),
                ),
            ],
            options={
                "verbose_name": "erased client",
                "verbose_name_plural": "erased clients",
            },
        ),
        migrations.CreateModel(
            name="StoragePeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("tree", models.JSONField(default=dict)),
                ("basis", models.CharField(max_length=300, verbose_name="ground")),
                ("warning_days", models.PositiveSmallIntegerField(default=14, verbose_name="warning, days")),
                ("is_on", models.BooleanField(default=True, verbose_name="in force")),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "storage period",
                "verbose_name_plural": "storage periods",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("basis", ""), _negated=True)
                        ),
                        name="storage_period_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("warning_days__gte", 1), ("warning_days__lte", 365)),
                        name="storage_warning_is_possible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubjectRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "Copy of the data"),
                            ("correct", "Correction"),
                            ("withdraw", "Consent withdrawn"),
                            ("stop_processing", "Stop processing"),
                            ("erase", "Erasure"),
                            ("portability", "Data in a machine-readable form"),
                            ("object", "Objection"),
                            ("restrict", "Restriction of processing"),
                            ("stop_ads", "No advertising"),
                            ("regulator", "Request of the regulator"),
                        ],
                        max_length=16,
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "regime",
                    models.CharField(
                        choices=[("ru", "Russia, 152-FZ"), ("eu", "European Union, GDPR")],
                        default="ru",
                        max_length=2,
                        verbose_name="law",
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
                (
                    "via",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("office", "In the office"),
                            ("phone", "Phone"),
                            ("site", "Site"),
                            ("messenger", "Messenger"),
                            ("other", "Otherwise"),
                        ],
                        default="email",
                        max_length=10,
                        verbose_name="came by",
                    ),
                ),
                ("applicant", models.CharField(max_length=300, verbose_name="applicant")),
                ("contact", models.CharField(blank=True, max_length=300, verbose_name="where to answer")),
                (
                    "representative",
                    models.CharField(blank=True, max_length=500, verbose_name="representative and his document"),
                ),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="what he writes")),
                (
                    "identity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not checked yet"),
                            ("passport", "identity document"),
                            ("code", "code sent to a contact of the card"),
                            ("contact", "wrote or called from a contact of the card"),
                            ("signature", "electronic signature"),
                            ("none", "not needed"),
                            ("failed", "could not be confirmed"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="identity",
                    ),
                ),
                ("identity_note", models.CharField(blank=True, max_length=300, verbose_name="how it was checked")),
                ("due_on", models.DateField(verbose_name="answer by")),
                ("ends_at", models.DateTimeField(editable=False)),
                ("extended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("extension_reason", models.CharField(blank=True, max_length=500, verbose_name="why more time")),
                ("alarm", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "in work"),
                            ("done", "done"),
                            ("partly", "done in part"),
                            ("refused", "refused"),
                            ("taken_back", "taken back by the applicant"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("refusal_basis", models.CharField(blank=True, max_length=500, verbose_name="ground of the refusal")),
                ("answer", models.TextField(blank=True, max_length=10000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who answers",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="subject_requests",
                        to="customers.customer",
                        verbose_name="client",
                    ),
                ),
            ],
            options={
                "verbose_name": "request about personal data",
                "verbose_name_plural": "requests about personal data",
            },
        ),
        migrations.CreateModel(
            name="SubjectBundle",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("job", models.UUIDField(blank=True, null=True)),
                ("file", models.UUIDField(blank=True, null=True)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bundles",
                        to="consents.subjectrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "copy of a person’s data",
                "verbose_name_plural": "copies of people’s data",
            },
        ),
        migrations.CreateModel(
            name="ProcessingBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[("ads", "advertising"), ("all", "any processing but storage")],
                        default="all",
                        max_length=3,
                        verbose_name="what is stopped",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="since"),
                ),
                ("lifted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("lift_reason", models.CharField(blank=True, max_length=300, verbose_name="why it was lifted")),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="processing_blocks",
                        to="customers.customer",
                        verbose_name="client",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="blocks",
                        to="consents.subjectrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "stop of processing",
                "verbose_name_plural": "stops of processing",
            },
        ),
        migrations.AddField(
            model_name="erasure",
            name="request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="erasures",
                to="consents.subjectrequest",
            ),
        ),
        migrations.CreateModel(
            name="ErasureSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("kept_back", models.CharField(blank=True, max_length=300)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "erasure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subjects", to="consents.erasure"
                    ),
                ),
            ],
            options={
                "verbose_name": "person of an erasure",
                "verbose_name_plural": "persons of erasures",
                "constraints": [models.UniqueConstraint(fields=("erasure", "customer"), name="erasure_subject_once")],
            },
        ),
        migrations.AddIndex(
            model_name="subjectrequest",
            index=models.Index(fields=["due_on", "id"], name="request_by_due"),
        ),
        migrations.AddIndex(
            model_name="subjectrequest",
            index=models.Index(fields=["received_at", "id"], name="request_by_received"),
        ),
        migrations.AddIndex(
            model_name="subjectrequest",
            index=models.Index(condition=models.Q(("outcome", "")), fields=["ends_at"], name="request_open"),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "access",
                            "correct",
                            "withdraw",
                            "stop_processing",
                            "erase",
                            "portability",
                            "object",
                            "restrict",
                            "stop_ads",
                            "regulator",
                        ],
                    )
                ),
                name="request_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("regime__in", ["ru", "eu"])), name="request_regime_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "done", "partly", "refused", "taken_back"])),
                name="request_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("alarm__in", [0, 50, 80, 100])), name="request_alarm_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("applicant", ""), _negated=True), name="request_has_an_applicant"
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="request_answered_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "refused"), _negated=True),
                    models.Q(("refusal_basis", ""), _negated=True),
                    _connector="OR",
                ),
                name="request_refused_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("extended_at", None), models.Q(("extension_reason", ""), _negated=True), _connector="OR"
                ),
                name="request_extension_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("received_at"))), name="request_ends_after_it_came"
            ),
        ),
        migrations.AddIndex(
            model_name="subjectbundle",
            index=models.Index(
                condition=models.Q(("file__isnull", False)), fields=["expires_at"], name="bundle_to_expire"
            ),
        ),
        migrations.AddIndex(
            model_name="processingblock",
            index=models.Index(fields=["customer"], name="processing_block_of_customer"),
        ),
        migrations.AddIndex(
            model_name="processingblock",
            index=models.Index(
                condition=models.Q(("lifted_at", None)), fields=["customer", "scope"], name="processing_block_standing"
            ),
        ),
        migrations.AddConstraint(
            model_name="processingblock",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["ads", "all"])), name="processing_block_scope_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="processingblock",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="processing_block_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="processingblock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("customer", "scope"), name="processing_block_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["withdrawn", "unlawful", "reached", "expired", "gdpr", "restored"])),
                name="erasure_reason_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "approved", "running", "done", "refused", "failed"])),
                name="erasure_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approver", None),
                    models.Q(("approver", models.F("author")), _negated=True),
                    ("reason", "restored"),
                    _connector="OR",
                ),
                name="erasure_needs_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "refused"]),
                    models.Q(("approved_at__isnull", False), ("approver__isnull", False)),
                    _connector="OR",
                ),
                name="erasure_done_was_approved",
            ),
        ),
    ]
