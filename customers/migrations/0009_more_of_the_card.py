"""More of people and companies, their dates, who is whom to whom, more ways to reach them; history follows."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from journal.partitions import PartitionByMonth


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_search_of_companies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("child", "birthday of a child"),
                            ("spouse", "birthday of husband or wife"),
                            ("relative", "birthday of a relative"),
                            ("wedding", "wedding"),
                            ("name_day", "name day"),
                            ("founded", "founding of the company"),
                            ("contract", "contract"),
                            ("other", "other date"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=100, verbose_name="whose or what")),
                ("day", models.PositiveSmallIntegerField(verbose_name="day")),
                ("month", models.PositiveSmallIntegerField(verbose_name="month")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "date of a client",
                "verbose_name_plural": "dates of clients",
            },
        ),
        migrations.CreateModel(
            name="CustomerDateEvent",
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
                            ("child", "birthday of a child"),
                            ("spouse", "birthday of husband or wife"),
                            ("relative", "birthday of a relative"),
                            ("wedding", "wedding"),
                            ("name_day", "name day"),
                            ("founded", "founding of the company"),
                            ("contract", "contract"),
                            ("other", "other date"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=100, verbose_name="whose or what")),
                ("day", models.PositiveSmallIntegerField(verbose_name="day")),
                ("month", models.PositiveSmallIntegerField(verbose_name="month")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "contact person"),
                            ("director", "director"),
                            ("accountant", "chief accountant"),
                            ("owner", "owner"),
                            ("subsidiary", "subsidiary"),
                            ("partner", "partner"),
                            ("spouse", "husband or wife"),
                            ("child", "child"),
                            ("sibling", "brother or sister"),
                            ("friend", "friend"),
                            ("referred", "came on the advice"),
                            ("other", "another tie"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=100, verbose_name="role")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "relation",
                "verbose_name_plural": "relations",
            },
        ),
        migrations.CreateModel(
            name="RelationEvent",
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
                            ("contact", "contact person"),
                            ("director", "director"),
                            ("accountant", "chief accountant"),
                            ("owner", "owner"),
                            ("subsidiary", "subsidiary"),
                            ("partner", "partner"),
                            ("spouse", "husband or wife"),
                            ("child", "child"),
                            ("sibling", "brother or sister"),
                            ("friend", "friend"),
                            ("referred", "came on the advice"),
                            ("other", "another tie"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=100, verbose_name="role")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                ("made_in", models.UUIDField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactpoint",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactpoint",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="contactpoint",
            name="contact_point_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="contactpoint",
            name="contact_point_has_value_or_problem",
        ),
        migrations.RemoveConstraint(
            model_name="contactpoint",
            name="contact_point_state_has_its_moment",
        ),
        migrations.AddField(
            model_name="contactpoint",
            name="extension",
            field=models.CharField(blank=True, db_default="", default="", max_length=10, verbose_name="extension"),
        ),
        migrations.AddField(
            model_name="contactpoint",
            name="state_why",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="why this state"
            ),
        ),
        migrations.AddField(
            model_name="contactpointevent",
            name="extension",
            field=models.CharField(blank=True, db_default="", default="", max_length=10, verbose_name="extension"),
        ),
        migrations.AddField(
            model_name="contactpointevent",
            name="state_why",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="why this state"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="account",
            field=models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="account"),
        ),
        migrations.AddField(
            model_name="customer",
            name="accountant",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="chief accountant"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="bank",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="bank"),
        ),
        migrations.AddField(
            model_name="customer",
            name="best_time",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="convenient time"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="bik",
            field=models.CharField(blank=True, db_default="", default="", max_length=9, verbose_name="BIC"),
        ),
        migrations.AddField(
            model_name="customer",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("call", "call"),
                    ("sms", "SMS"),
                    ("email", "e-mail"),
                    ("telegram", "Telegram"),
                    ("whatsapp", "WhatsApp"),
                    ("vk", "VK"),
                    ("max", "MAX"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="preferred channel",
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="corr_account",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="correspondent account"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="director",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="director"),
        ),
        migrations.AddField(
            model_name="customer",
            name="family",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="family"),
        ),
        migrations.AddField(
            model_name="customer",
            name="industry",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="industry"),
        ),
        migrations.AddField(
            model_name="customer",
            name="interests",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=1000, verbose_name="hobbies and interests"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="language",
            field=models.CharField(blank=True, db_default="", default="", max_length=50, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="customer",
            name="legal_address",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="legal address"),
        ),
        migrations.AddField(
            model_name="customer",
            name="legal_form",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="legal form"),
        ),
        migrations.AddField(
            model_name="customer",
            name="legal_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="full name"),
        ),
        migrations.AddField(
            model_name="customer",
            name="ogrn",
            field=models.CharField(blank=True, db_default="", default="", max_length=15, verbose_name="OGRN"),
        ),
        migrations.AddField(
            model_name="customer",
            name="preferences",
            field=models.CharField(blank=True, db_default="", default="", max_length=1000, verbose_name="preferences"),
        ),
        migrations.AddField(
            model_name="customer",
            name="salutation",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="salutation"),
        ),
        migrations.AddField(
            model_name="customer",
            name="time_zone",
            field=models.CharField(blank=True, db_default="", default="", max_length=50, verbose_name="time zone"),
        ),
        migrations.AddField(
            model_name="customer",
            name="working_hours",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="working hours"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="account",
            field=models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="account"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="accountant",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="chief accountant"
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="bank",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="bank"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="best_time",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="convenient time"
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="bik",
            field=models.CharField(blank=True, db_default="", default="", max_length=9, verbose_name="BIC"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("call", "call"),
                    ("sms", "SMS"),
                    ("email", "e-mail"),
                    ("telegram", "Telegram"),
                    ("whatsapp", "WhatsApp"),
                    ("vk", "VK"),
                    ("max", "MAX"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="preferred channel",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="corr_account",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="correspondent account"
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="director",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="director"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="family",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="family"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="industry",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="industry"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="interests",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=1000, verbose_name="hobbies and interests"
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="language",
            field=models.CharField(blank=True, db_default="", default="", max_length=50, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="legal_address",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="legal address"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="legal_form",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="legal form"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="legal_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="full name"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="ogrn",
            field=models.CharField(blank=True, db_default="", default="", max_length=15, verbose_name="OGRN"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="preferences",
            field=models.CharField(blank=True, db_default="", default="", max_length=1000, verbose_name="preferences"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="salutation",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="salutation"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="time_zone",
            field=models.CharField(blank=True, db_default="", default="", max_length=50, verbose_name="time zone"),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="working_hours",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="working hours"),
        ),
        migrations.AlterField(
            model_name="contactpoint",
            name="kind",
            field=models.CharField(
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
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="contactpoint",
            name="problem",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_a_phone", "not a phone number"),
                    ("impossible_phone", "no such number can exist"),
                    ("not_an_email", "not an e-mail address"),
                    ("not_a_nick", "neither a name nor a link of this messenger"),
                    ("not_a_site", "not an address of a site"),
                ],
                max_length=16,
                verbose_name="problem",
            ),
        ),
        migrations.AlterField(
            model_name="contactpoint",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("works", "works"),
                    ("silent", "does not answer"),
                    ("wrong", "somebody else's"),
                    ("invalid", "does not exist"),
                    ("bounced", "letters come back"),
                    ("refused", "asked not to use it"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="contactpointevent",
            name="kind",
            field=models.CharField(
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
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="contactpointevent",
            name="problem",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_a_phone", "not a phone number"),
                    ("impossible_phone", "no such number can exist"),
                    ("not_an_email", "not an e-mail address"),
                    ("not_a_nick", "neither a name nor a link of this messenger"),
                    ("not_a_site", "not an address of a site"),
                ],
                max_length=16,
                verbose_name="problem",
            ),
        ),
        migrations.AlterField(
            model_name="contactpointevent",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("works", "works"),
                    ("silent", "does not answer"),
                    ("wrong", "somebody else's"),
                    ("invalid", "does not exist"),
                    ("bounced", "letters come back"),
                    ("refused", "asked not to use it"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_contactpointevent" ("archived_at", "created_at", "customer_id", "extension", "id", "is_primary", "kind", "label", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "problem", "raw", "state", "state_at", "state_by_id", "state_why", "value") SELECT old_values."archived_at", old_values."created_at", old_values."customer_id", old_values."extension", old_values."id", old_values."is_primary", old_values."kind", old_values."label", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."problem", old_values."raw", old_values."state", old_values."state_at", old_values."state_by_id", old_values."state_why", old_values."value" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fda3996685e282d5d10bcda99410832fc27247a0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_90fab",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_contactpoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_contactpointevent" ("archived_at", "created_at", "customer_id", "extension", "id", "is_primary", "kind", "label", "made_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "problem", "raw", "state", "state_at", "state_by_id", "state_why", "value") SELECT old_values."archived_at", old_values."created_at", old_values."customer_id", old_values."extension", old_values."id", old_values."is_primary", old_values."kind", old_values."label", old_values."made_in", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."problem", old_values."raw", old_values."state", old_values."state_at", old_values."state_by_id", old_values."state_why", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9a52c749e36cf942d6d4f5ab145e1c14f17cabee",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f627e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_contactpoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerevent" ("account", "accountant", "address", "archived_at", "bank", "best_time", "bik", "birth_date", "channel", "city", "company", "corr_account", "created_at", "director", "family", "first_name", "id", "industry", "inn", "interests", "kind", "kpp", "language", "last_name", "legal_address", "legal_form", "legal_name", "made_in", "middle_name", "name", "note", "ogrn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "preferences", "responsible_id", "salutation", "sex", "sort_name", "source", "time_zone", "updated_at", "working_hours") SELECT old_values."account", old_values."accountant", old_values."address", old_values."archived_at", old_values."bank", old_values."best_time", old_values."bik", old_values."birth_date", old_values."channel", old_values."city", old_values."company", old_values."corr_account", old_values."created_at", old_values."director", old_values."family", old_values."first_name", old_values."id", old_values."industry", old_values."inn", old_values."interests", old_values."kind", old_values."kpp", old_values."language", old_values."last_name", old_values."legal_address", old_values."legal_form", old_values."legal_name", old_values."made_in", old_values."middle_name", old_values."name", old_values."note", old_values."ogrn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."preferences", old_values."responsible_id", old_values."salutation", old_values."sex", old_values."sort_name", old_values."source", old_values."time_zone", old_values."updated_at", old_values."working_hours" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."account" IS DISTINCT FROM (new_values."account") OR old_values."accountant" IS DISTINCT FROM (new_values."accountant") OR old_values."address" IS DISTINCT FROM (new_values."address") OR old_values."archived_at" IS DISTINCT FROM (new_values."archived_at") OR old_values."bank" IS DISTINCT FROM (new_values."bank") OR old_values."best_time" IS DISTINCT FROM (new_values."best_time") OR old_values."bik" IS DISTINCT FROM (new_values."bik") OR old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."channel" IS DISTINCT FROM (new_values."channel") OR old_values."city" IS DISTINCT FROM (new_values."city") OR old_values."company" IS DISTINCT FROM (new_values."company") OR old_values."corr_account" IS DISTINCT FROM (new_values."corr_account") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."director" IS DISTINCT FROM (new_values."director") OR old_values."family" IS DISTINCT FROM (new_values."family") OR old_values."first_name" IS DISTINCT FROM (new_values."first_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."industry" IS DISTINCT FROM (new_values."industry") OR old_values."inn" IS DISTINCT FROM (new_values."inn") OR old_values."interests" IS DISTINCT FROM (new_values."interests") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."kpp" IS DISTINCT FROM (new_values."kpp") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."last_name" IS DISTINCT FROM (new_values."last_name") OR old_values."legal_address" IS DISTINCT FROM (new_values."legal_address") OR old_values."legal_form" IS DISTINCT FROM (new_values."legal_form") OR old_values."legal_name" IS DISTINCT FROM (new_values."legal_name") OR old_values."made_in" IS DISTINCT FROM (new_values."made_in") OR old_values."middle_name" IS DISTINCT FROM (new_values."middle_name") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."ogrn" IS DISTINCT FROM (new_values."ogrn") OR old_values."position" IS DISTINCT FROM (new_values."position") OR old_values."preferences" IS DISTINCT FROM (new_values."preferences") OR old_values."responsible_id" IS DISTINCT FROM (new_values."responsible_id") OR old_values."salutation" IS DISTINCT FROM (new_values."salutation") OR old_values."sex" IS DISTINCT FROM (new_values."sex") OR old_values."sort_name" IS DISTINCT FROM (new_values."sort_name") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."time_zone" IS DISTINCT FROM (new_values."time_zone") OR old_values."working_hours" IS DISTINCT FROM (new_values."working_hours")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="35cba33b2572ed1a15b2492ae6a70656557328b3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca86d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerevent" ("account", "accountant", "address", "archived_at", "bank", "best_time", "bik", "birth_date", "channel", "city", "company", "corr_account", "created_at", "director", "family", "first_name", "id", "industry", "inn", "interests", "kind", "kpp", "language", "last_name", "legal_address", "legal_form", "legal_name", "made_in", "middle_name", "name", "note", "ogrn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "preferences", "responsible_id", "salutation", "sex", "sort_name", "source", "time_zone", "updated_at", "working_hours") SELECT old_values."account", old_values."accountant", old_values."address", old_values."archived_at", old_values."bank", old_values."best_time", old_values."bik", old_values."birth_date", old_values."channel", old_values."city", old_values."company", old_values."corr_account", old_values."created_at", old_values."director", old_values."family", old_values."first_name", old_values."id", old_values."industry", old_values."inn", old_values."interests", old_values."kind", old_values."kpp", old_values."language", old_values."last_name", old_values."legal_address", old_values."legal_form", old_values."legal_name", old_values."made_in", old_values."middle_name", old_values."name", old_values."note", old_values."ogrn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."preferences", old_values."responsible_id", old_values."salutation", old_values."sex", old_values."sort_name", old_values."source", old_values."time_zone", old_values."updated_at", old_values."working_hours" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7e7ac6a3f0ca50c42d80672ae1c0ca424c50ba51",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_939ca",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["phone", "email", "telegram", "whatsapp", "vk", "max", "site"])),
                name="contact_point_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("problem", ""), models.Q(("value", ""), _negated=True)),
                    models.Q(
                        (
                            "problem__in",
                            ["not_a_phone", "impossible_phone", "not_an_email", "not_a_nick", "not_a_site"],
                        ),
                        ("value", ""),
                    ),
                    _connector="OR",
                ),
                name="contact_point_has_value_or_problem",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", ""), ("state_at", None)),
                    models.Q(
                        ("state__in", ["works", "silent", "wrong", "invalid", "bounced", "refused"]),
                        models.Q(("state_at", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contact_point_state_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(("ogrn", ""), ("ogrn__regex", "^([0-9]{13}|[0-9]{15})$"), _connector="OR"),
                name="customer_ogrn_has_its_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(("bik", ""), ("bik__regex", "^[0-9]{9}$"), _connector="OR"),
                name="customer_bik_has_its_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["", "call", "sms", "email", "telegram", "whatsapp", "vk", "max"])),
                name="customer_channel_is_known",
            ),
        ),
        migrations.AddField(
            model_name="customerdate",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="customerdateevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="customerdateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customerdate",
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="relations", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="relations_back", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="relationevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="relationevent",
            name="other",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="relationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.relation",
            ),
        ),
        PartitionByMonth("customers_customerdateevent"),
        PartitionByMonth("customers_relationevent"),
        migrations.AddIndex(
            model_name="customerdate",
            index=models.Index(fields=["month", "day", "customer"], name="customer_date_by_day"),
        ),
        migrations.AddIndex(
            model_name="customerdate",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="customer_date_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="customerdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["child", "spouse", "relative", "wedding", "name_day", "founded", "contract", "other"])
                ),
                name="customer_date_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="customerdate",
            constraint=models.CheckConstraint(
                condition=models.Q(("day__gte", 1), ("day__lte", 31), ("month__gte", 1), ("month__lte", 12)),
                name="customer_date_is_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="customerdate",
            constraint=models.CheckConstraint(
                condition=models.Q(("year", None), models.Q(("year__gte", 1850), ("year__lte", 2200)), _connector="OR"),
                name="customer_date_year_is_possible",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customerdate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerdateevent" ("created_at", "customer_id", "day", "id", "kind", "label", "made_in", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT old_values."created_at", old_values."customer_id", old_values."day", old_values."id", old_values."kind", old_values."label", old_values."made_in", old_values."month", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."year" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6dc86deeeb58e388b22e92708965973d0cbfae46",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e8fcf",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_customerdate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customerdate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_customerdateevent" ("created_at", "customer_id", "day", "id", "kind", "label", "made_in", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") SELECT old_values."created_at", old_values."customer_id", old_values."day", old_values."id", old_values."kind", old_values."label", old_values."made_in", old_values."month", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6e9d71829a46fd1122b4594855e13d5d4abdb17e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b0b99",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_customerdate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="customerdateevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="customer_date_event_context"),
        ),
        migrations.AddIndex(
            model_name="customerdateevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="customer_date_event_object"),
        ),
        migrations.AddIndex(
            model_name="customerdateevent",
            index=models.Index(
                condition=models.Q(("pgh_label", "delete")),
                fields=["customer", "pgh_id"],
                name="customer_date_event_removed",
            ),
        ),
        migrations.AddIndex(
            model_name="relation",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="relation_made_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "contact",
                            "director",
                            "accountant",
                            "owner",
                            "subsidiary",
                            "partner",
                            "spouse",
                            "child",
                            "sibling",
                            "friend",
                            "referred",
                            "other",
                        ],
                    )
                ),
                name="relation_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(("customer", models.F("other")), _negated=True), name="relation_is_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("customer", "other"),
                django.db.models.functions.comparison.Greatest("customer", "other"),
                models.F("kind"),
                name="relation_is_one",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_relationevent" ("created_at", "customer_id", "id", "kind", "made_in", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."kind", old_values."made_in", old_values."other_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."role" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3ebf65f518382ddcac221062de0712c15e60d236",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2664f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customers_relation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customers_relationevent" ("created_at", "customer_id", "id", "kind", "made_in", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") SELECT old_values."created_at", old_values."customer_id", old_values."id", old_values."kind", old_values."made_in", old_values."other_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."role" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1112d0e7156d21c57d4fc56f9c85e70feae6a754",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7d6ba",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customers_relation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="relationevent",
            index=models.Index(fields=["pgh_context_id", "pgh_obj"], name="relation_event_context"),
        ),
        migrations.AddIndex(
            model_name="relationevent",
            index=models.Index(fields=["pgh_obj", "pgh_id"], name="relation_event_object"),
        ),
        migrations.AddIndex(
            model_name="relationevent",
            index=models.Index(
                condition=models.Q(("pgh_label", "delete")),
                fields=["customer", "pgh_id"],
                name="relation_event_removed",
            ),
        ),
    ]
