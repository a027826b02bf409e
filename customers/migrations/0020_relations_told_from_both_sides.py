"""What was untied is told on the card of the other client too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0019_history_of_definitions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="relationevent",
            index=models.Index(
                condition=models.Q(("pgh_label", "delete")),
                fields=["other", "pgh_id"],
                name="relation_event_removed_back",
            ),
        ),
    ]
