"""Reviews and complaints of one client by an index of their own: among 100,000 talks they are few."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_search_of_companies"),
        ("interactions", "0012_last_touch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="interaction",
            index=models.Index(
                condition=models.Q(("archived_at__isnull", True), ("kind__in", ["review", "complaint"])),
                fields=["customer", "-at", "-id"],
                name="interaction_words",
            ),
        ),
    ]
