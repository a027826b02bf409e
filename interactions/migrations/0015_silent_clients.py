"""Since when each client is silent: the last touch or, without one, the day he came; by an index of its own."""

import datetime as dt

from django.db import migrations, models

from core import sql

CHANGED = ("FUNCTION interactions_retouch", "FUNCTION interactions_customer_made")
OLD: tuple[str | tuple[str, None], ...] = (
    *(
        (f"CREATE OR REPLACE {part}", None)
        for part in sql.text("interactions", "touch_functions").split("\nCREATE ")
        if part.startswith(CHANGED)
    ),
    "DROP FUNCTION interactions_customer_came() CASCADE",
)
FILL = """
    UPDATE interactions_lasttouch t SET silent_since = CASE WHEN t.at > 'epoch' THEN t.at ELSE c.created_at END
      FROM customers_customer c WHERE c.id = t.customer_id"""


class Migration(migrations.Migration):
    dependencies = [("interactions", "0014_closed_tasks_of_a_client")]

    operations = [
        migrations.AddField(
            model_name="lasttouch",
            name="silent_since",
            field=models.DateTimeField(
                db_default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC), default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
            ),
        ),
        migrations.RunSQL([(sql.text("interactions", "silence_functions"), None)], OLD),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="lasttouch",
            index=models.Index(fields=["silent_since", "customer"], name="last_touch_by_silence"),
        ),
    ]
