"""Since when a run waits, for those who watch the queue."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_jobs")]

    operations = [
        migrations.AddField("jobrun", "queued_at", models.DateTimeField(default=django.utils.timezone.now)),
    ]
