"""The key that applying gives to what it makes of an object: taken when the object is frozen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0007_entries_by_time")]

    operations = [migrations.AddField("operationitem", "makes", models.BigIntegerField(blank=True, null=True))]
