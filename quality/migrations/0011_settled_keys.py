"""Keys just written are put into their place in the index at once."""

from django.db import migrations

from core import sql


class Migration(migrations.Migration):
    dependencies = [("quality", "0010_merging")]

    operations = [
        migrations.RunSQL(
            [(sql.text("quality", "settle_keys_function"), None)], ["DROP FUNCTION quality_settle_keys()"]
        ),
    ]
