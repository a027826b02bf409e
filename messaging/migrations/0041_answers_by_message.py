"""Answers to a message are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0040_last_touch"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="inbound",
            index=models.Index(
                condition=models.Q(("message__isnull", False)), fields=["message"], name="inbound_answers"
            ),
        ),
    ]
