"""Imports that a command only looks at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0003_made_keys")]

    operations = [
        migrations.AddField(
            model_name="import",
            name="fleeting",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
