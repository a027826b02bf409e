import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_company"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="notice_choices",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("params", models.JSONField(blank=True, default=dict)),
                ("url", models.CharField(blank=True, max_length=300)),
                ("actor_id", models.BigIntegerField(blank=True, null=True)),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("object_type", models.CharField(blank=True, max_length=60)),
                ("object_id", models.CharField(blank=True, max_length=40)),
                ("in_bell", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mail",
                    models.CharField(
                        blank=True,
                        choices=[("", "no letter"), ("due", "to be sent"), ("sent", "sent"), ("failed", "failed")],
                        default="",
                        max_length=6,
                    ),
                ),
                ("mail_tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
                "indexes": [
                    models.Index(
                        condition=models.Q(("in_bell", True)), fields=["user", "-id"], name="notification_bell"
                    ),
                    models.Index(
                        condition=models.Q(("in_bell", True), ("read_at", None)),
                        fields=["user"],
                        name="notification_unread",
                    ),
                    models.Index(condition=models.Q(("mail", "due")), fields=["id"], name="notification_mail_due"),
                    models.Index(fields=["created_at"], name="notification_age"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mail__in", ["", "due", "sent", "failed"])), name="notification_mail_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            models.Q(("url__startswith", "/"), models.Q(("url__startswith", "//"), _negated=True)),
                            _connector="OR",
                        ),
                        name="notification_url_ours",
                    ),
                ],
            },
        ),
    ]
