"""Messages of a campaign can be held back, and are counted by their fate without being read."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0021_merged_into"),
        ("messaging", "0030_public_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_status_is_known",
        ),
        migrations.AlterField(
            model_name="message",
            name="status",
            field=models.CharField(
                choices=[
                    ("queued", "waiting"),
                    ("held", "held back"),
                    ("leased", "taken up"),
                    ("handing", "being handed over"),
                    ("handed", "handed over"),
                    ("sent", "sent"),
                    ("delivered", "delivered"),
                    ("read", "read"),
                    ("failed", "not delivered"),
                    ("expired", "too late"),
                    ("denied", "forbidden"),
                    ("cancelled", "cancelled"),
                    ("unknown", "fate unknown"),
                ],
                default="queued",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("campaign_id__isnull", False)),
                fields=["campaign_id", "status"],
                name="message_of_campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "queued",
                            "held",
                            "leased",
                            "handing",
                            "handed",
                            "sent",
                            "delivered",
                            "read",
                            "failed",
                            "expired",
                            "denied",
                            "cancelled",
                            "unknown",
                        ],
                    )
                ),
                name="message_status_is_known",
            ),
        ),
    ]
