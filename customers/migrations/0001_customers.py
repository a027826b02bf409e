import datetime as dt

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("company", "company")],
                        default="person",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("last_name", models.CharField(blank=True, max_length=100, verbose_name="surname")),
                ("first_name", models.CharField(blank=True, max_length=100, verbose_name="first name")),
                ("middle_name", models.CharField(blank=True, max_length=100, verbose_name="patronymic")),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                ("sort_name", models.CharField(blank=True, db_collation="C", editable=False, max_length=300)),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("m", "male"), ("f", "female")], max_length=1, verbose_name="sex"
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="client since"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="customers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["sort_name", "id"], name="customer_by_name"),
                    models.Index(fields=["responsible", "sort_name", "id"], name="customer_own_by_name"),
                    models.Index(fields=["created_at", "id"], name="customer_by_created"),
                    models.Index(fields=["responsible", "created_at", "id"], name="customer_own_by_created"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "company"])), name="customer_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["", "m", "f"])), name="customer_sex_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("sort_name", "")),
                            models.Q(models.Q(("name", ""), _negated=True), models.Q(("sort_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="customer_sorts_by_its_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "person"), models.Q(("name", ""), _negated=True), _connector="OR"),
                        name="customer_company_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "person"),
                            models.Q(
                                ("birth_date", None),
                                ("first_name", ""),
                                ("last_name", ""),
                                ("middle_name", ""),
                                ("sex", ""),
                            ),
                            _connector="OR",
                        ),
                        name="customer_company_is_not_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date", None), ("birth_date__gte", dt.date(1850, 1, 1)), _connector="OR"
                        ),
                        name="customer_birth_date_is_possible",
                    ),
                ],
                "verbose_name": "client",
                "verbose_name_plural": "clients",
            },
        )
    ]
