"""Who came into a segment since a moment is found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("segmentation", "0012_rows_go_along"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="segmentmember",
            index=models.Index(fields=["segment", "entered_at"], name="segment_member_entered"),
        ),
    ]
