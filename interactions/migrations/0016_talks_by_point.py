"""Talks by the contact they went over: who deletes a contact is not kept waiting while all of them are read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interactions", "0015_silent_clients")]

    operations = [
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                fields=["point"], name="interaction_over_point", condition=models.Q(("point__isnull", False))
            ),
        ),
    ]
