import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import customers.identifiers


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_customers")]

    operations = [
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=customers.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "phone"), ("email", "e-mail")], max_length=8, verbose_name="kind"
                    ),
                ),
                ("raw", models.TextField(verbose_name="as typed")),
                ("value", models.CharField(blank=True, db_collation="C", max_length=320, verbose_name="value")),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_a_phone", "not a phone number"),
                            ("impossible_phone", "no such number can exist"),
                            ("not_an_email", "not an e-mail address"),
                        ],
                        max_length=16,
                        verbose_name="problem",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=100, verbose_name="label")),
                ("is_primary", models.BooleanField(default=False, verbose_name="primary")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "value"], name="contact_point_by_value")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["phone", "email"])), name="contact_point_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("raw", ""), _negated=True), name="contact_point_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("problem", ""), models.Q(("value", ""), _negated=True)),
                            models.Q(
                                ("problem__in", ["not_a_phone", "impossible_phone", "not_an_email"]), ("value", "")
                            ),
                            _connector="OR",
                        ),
                        name="contact_point_has_value_or_problem",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "phone"), _negated=True),
                            ("value", ""),
                            ("value__regex", "^\\+[1-9][0-9]{4,14}$"),
                            _connector="OR",
                        ),
                        name="contact_point_phone_is_e164",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "email"), _negated=True),
                            ("value", ""),
                            ("value__regex", "^[^@\\s]+@[^@\\sA-Z]+$"),
                            _connector="OR",
                        ),
                        name="contact_point_email_is_an_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_primary", True)),
                        fields=("customer", "kind"),
                        name="contact_point_one_primary_of_kind",
                    ),
                ],
                "verbose_name": "contact point",
                "verbose_name_plural": "contact points",
            },
        )
    ]
