import datetime as dt

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import accounts.models.company
import accounts.models.people


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_users_and_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("logo", models.UUIDField(blank=True, null=True)),
                (
                    "time_zone",
                    models.CharField(
                        default=accounts.models.company.server_time_zone,
                        max_length=64,
                        validators=[accounts.models.people.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("RUB", "Russian rouble, ₽"),
                            ("BYN", "Belarusian rouble, Br"),
                            ("KZT", "Kazakhstani tenge, ₸"),
                            ("USD", "US dollar, $"),
                            ("EUR", "euro, €"),
                        ],
                        default="RUB",
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "working_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=accounts.models.company.working_week,
                        size=None,
                        verbose_name="working days",
                    ),
                ),
                ("day_begins", models.TimeField(default=dt.time(9, 0), verbose_name="working day begins")),
                ("day_ends", models.TimeField(default=dt.time(18, 0), verbose_name="working day ends")),
                ("sender_name", models.CharField(blank=True, max_length=120, verbose_name="sender’s name")),
                ("sender_email", models.EmailField(blank=True, max_length=254, verbose_name="sender’s e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("ru", "Русский"), ("en", "English")],
                        default="ru",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("demo", models.JSONField(blank=True, null=True)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "company",
                "verbose_name_plural": "companies",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="company_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(("currency__in", ["RUB", "BYN", "KZT", "USD", "EUR"])),
                        name="company_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["ru", "en"])), name="company_language_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day_begins__lt", models.F("day_ends"))), name="company_day_has_hours"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("working_days__contained_by", [1, 2, 3, 4, 5, 6, 7])),
                        name="company_days_of_the_week",
                    ),
                ],
            },
        ),
    ]
