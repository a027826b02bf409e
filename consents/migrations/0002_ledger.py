"""Purposes, channels, texts, the ledger of consents and what is derived from it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.db import migrations, models

import journal.models.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consents", "0001_begin"),
        ("customers", "0020_relations_told_from_both_sides"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pd", "processing of personal data"),
                            ("advertising", "receiving advertising"),
                            ("robocall", "calls by a robot"),
                            ("transfer", "handing data to others"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="channels",
                    ),
                ),
                (
                    "locale",
                    models.CharField(
                        choices=[("ru", "Русский"), ("en", "English")],
                        default="ru",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("label", models.CharField(max_length=500, verbose_name="words beside the box to tick")),
                ("body", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("operator_snapshot", models.JSONField(blank=True, default=dict, editable=False)),
                ("requires_reconsent", models.BooleanField(default=False, verbose_name="ask everybody again")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("valid_from", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published")),
                ("valid_to", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="replaced")),
                ("void_since", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="void since")),
                ("published_by_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("published_by_name", models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                "verbose_name": "consent text",
                "verbose_name_plural": "consent texts",
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("code", models.SlugField(max_length=12, primary_key=True, serialize=False, verbose_name="code")),
                (
                    "contact_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "phone"),
                            ("email", "e-mail"),
                            ("telegram", "Telegram"),
                            ("whatsapp", "WhatsApp"),
                            ("vk", "VK"),
                            ("max", "MAX"),
                            ("site", "web site"),
                        ],
                        max_length=8,
                        verbose_name="kind of contact",
                    ),
                ),
                ("weight", models.SmallIntegerField(default=100, verbose_name="order")),
            ],
            options={
                "verbose_name": "channel",
                "verbose_name_plural": "channels",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact_kind__in", ["", "phone", "email", "telegram", "whatsapp", "vk", "max", "site"])
                        ),
                        name="channel_contact_kind_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClientConsents",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="consents",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                ("states", models.JSONField(db_default={}, default=dict)),
                (
                    "ads",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), db_default=[], default=list, size=None
                    ),
                ),
            ],
            options={
                "verbose_name": "consents of a client",
                "verbose_name_plural": "consents of clients",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("states", name="jsonb_path_ops"),
                        name="client_consents_by_state",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["ads"], name="client_consents_by_ads"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Operator",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="full name")),
                ("inn", models.CharField(blank=True, max_length=12, verbose_name="INN")),
                ("ogrn", models.CharField(blank=True, max_length=15, verbose_name="OGRN")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                (
                    "rkn_number",
                    models.CharField(blank=True, max_length=40, verbose_name="number in the register of Roskomnadzor"),
                ),
                ("dpo_name", models.CharField(blank=True, max_length=200, verbose_name="privacy officer")),
                (
                    "dpo_contact",
                    models.CharField(blank=True, max_length=320, verbose_name="where to write to the privacy officer"),
                ),
                (
                    "policy_url",
                    models.URLField(blank=True, max_length=500, verbose_name="address of the privacy policy"),
                ),
                ("policy_version", models.CharField(blank=True, max_length=40, verbose_name="version of the policy")),
                (
                    "jurisdiction",
                    models.CharField(
                        choices=[("ru", "Russia"), ("eu", "European Union")],
                        default="ru",
                        max_length=2,
                        verbose_name="whose law applies",
                    ),
                ),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "operator",
                "verbose_name_plural": "operators",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="operator_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(("jurisdiction__in", ["ru", "eu"])), name="operator_law_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Processor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("inn", models.CharField(blank=True, max_length=12, verbose_name="INN")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("country", models.CharField(default="RU", max_length=2, verbose_name="country")),
                ("order_doc", models.CharField(blank=True, max_length=300, verbose_name="contract or order")),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="purposes",
                    ),
                ),
                (
                    "data_categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what data",
                    ),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="contract ends")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="not used since"),
                ),
            ],
            options={
                "verbose_name": "processor",
                "verbose_name_plural": "processors",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="processor_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="processor_country_is_a_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Purpose",
            fields=[
                ("code", models.SlugField(max_length=24, primary_key=True, serialize=False, verbose_name="code")),
                ("name_ru", models.CharField(max_length=120, verbose_name="name in Russian")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="name in English")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("consent", "consent"),
                            ("contract", "contract"),
                            ("law", "duty by law"),
                            ("legit_interest", "legitimate interest"),
                        ],
                        default="consent",
                        max_length=16,
                        verbose_name="ground",
                    ),
                ),
                ("is_advertising", models.BooleanField(default=False, verbose_name="advertising")),
                (
                    "data_categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what data",
                    ),
                ),
                (
                    "retention_days",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="storage period, days"),
                ),
                ("retention_basis", models.CharField(blank=True, max_length=300, verbose_name="why so long")),
                ("weight", models.SmallIntegerField(default=100, verbose_name="order")),
                ("is_built_in", models.BooleanField(default=False, editable=False)),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="not used since"),
                ),
            ],
            options={
                "verbose_name": "purpose",
                "verbose_name_plural": "purposes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["consent", "contract", "law", "legit_interest"])),
                        name="purpose_basis_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_ru", ""), _negated=True), name="purpose_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=journal.models.fields.ClockTime(), verbose_name="written down"),
                ),
                ("occurred_at", models.DateTimeField(verbose_name="when")),
                ("value_hmac", models.BinaryField()),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("requested", "asked for"),
                            ("granted", "given"),
                            ("confirmed", "confirmed"),
                            ("declined", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "run out"),
                            ("imported", "brought by an import"),
                            ("superseded", "declared void"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("web_form", "form on the site"),
                            ("doi_link", "link in a letter"),
                            ("sms_code", "code from an SMS"),
                            ("paper", "signed paper"),
                            ("call_record", "by telephone"),
                            ("messenger_start", "in a messenger"),
                            ("import", "by an import"),
                            ("api", "by another program"),
                            ("manual", "said to an employee"),
                            ("system", "by the program"),
                        ],
                        max_length=16,
                        verbose_name="how",
                    ),
                ),
                ("document_sha256", models.CharField(blank=True, max_length=64)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("expires_at", models.DateTimeField(null=True, verbose_name="until")),
                ("supersedes", models.BigIntegerField(null=True)),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200, verbose_name="who wrote it down")),
                ("made_in", models.UUIDField(null=True)),
                ("details", models.JSONField(null=True)),
                ("salt", models.BinaryField(null=True)),
                ("details_hmac", models.BinaryField()),
                ("era", models.IntegerField(db_default=journal.models.fields.CurrentEra())),
                ("tx", journal.models.fields.Xid8Field(db_default=journal.models.fields.CurrentTransaction())),
                (
                    "channel",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consents.channel",
                    ),
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
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consents.consentdocument",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.contactpoint",
                    ),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consents.purpose",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent event",
                "verbose_name_plural": "ledger of consents",
            },
        ),
        migrations.AddField(
            model_name="consentdocument",
            name="purpose",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="consents.purpose",
                verbose_name="purpose",
            ),
        ),
        migrations.CreateModel(
            name="ChannelPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "jurisdiction",
                    models.CharField(
                        choices=[("ru", "Russia"), ("eu", "European Union")],
                        max_length=2,
                        verbose_name="whose law applies",
                    ),
                ),
                (
                    "ad_policy",
                    models.CharField(
                        choices=[
                            ("allow", "advertising and service messages"),
                            ("service_only", "service messages only"),
                            ("forbid", "nothing"),
                        ],
                        default="allow",
                        max_length=12,
                        verbose_name="what may be sent",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="by which law")),
                ("changed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="policies", to="consents.channel"
                    ),
                ),
            ],
            options={
                "verbose_name": "policy of a channel",
                "verbose_name_plural": "policies of channels",
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "jurisdiction"), name="channel_policy_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ad_policy__in", ["allow", "service_only", "forbid"])),
                        name="channel_policy_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("jurisdiction__in", ["ru", "eu"])), name="channel_policy_law_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("none", "not asked"),
                            ("pending", "waits for an answer"),
                            ("granted", "given"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "run out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "channel",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consents.channel",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consents.consentdocument",
                    ),
                ),
                (
                    "last_event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consents.consentevent",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.contactpoint",
                    ),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consents.purpose",
                    ),
                ),
            ],
            options={
                "verbose_name": "state of a consent",
                "verbose_name_plural": "states of consents",
                "indexes": [
                    models.Index(
                        condition=models.Q(("expires_at__isnull", False)),
                        fields=["expires_at"],
                        name="consent_state_expires",
                    ),
                    models.Index(
                        condition=models.Q(("status", "pending")), fields=["since"], name="consent_state_pending"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("point", "purpose", "channel"), name="consent_state_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["none", "pending", "granted", "withdrawn", "expired"])),
                        name="consent_status_is_known",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(fields=["tx", "id"], name="consent_event_by_tx"),
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(fields=["point", "id"], name="consent_event_of_point"),
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(fields=["customer", "id"], name="consent_event_of_customer"),
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="consent_event_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="consentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "requested",
                            "granted",
                            "confirmed",
                            "declined",
                            "withdrawn",
                            "expired",
                            "imported",
                            "superseded",
                        ],
                    )
                ),
                name="consent_action_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "method__in",
                        [
                            "web_form",
                            "doi_link",
                            "sms_code",
                            "paper",
                            "call_record",
                            "messenger_start",
                            "import",
                            "api",
                            "manual",
                            "system",
                        ],
                    )
                ),
                name="consent_method_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action", "superseded"), ("supersedes__isnull", False)),
                    models.Q(models.Q(("action", "superseded"), _negated=True), ("supersedes", None)),
                    _connector="OR",
                ),
                name="consent_superseded_names_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes__isnull", False)),
                fields=("supersedes",),
                name="consent_superseded_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "occurred_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("recorded_at"), "+", models.Value("5 minutes", models.DurationField())
                        ),
                    )
                ),
                name="consent_has_happened",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("details__isnull", True), ("salt__isnull", True)),
                    models.Q(("details__isnull", False), ("salt__isnull", False)),
                    _connector="OR",
                ),
                name="consent_details_have_salt",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentdocument",
            constraint=models.UniqueConstraint(
                fields=("kind", "purpose", "locale", "version"), name="document_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="consentdocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_from", None)),
                fields=("kind", "purpose", "locale"),
                name="document_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentdocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_from__isnull", False), ("valid_to", None)),
                fields=("kind", "purpose", "locale"),
                name="document_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pd", "advertising", "robocall", "transfer"])),
                name="document_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sha256", ""), ("valid_from", None)),
                    models.Q(("sha256__regex", "^[0-9a-f]{64}$"), ("valid_from__isnull", False)),
                    _connector="OR",
                ),
                name="document_published_has_hash",
            ),
        ),
    ]
