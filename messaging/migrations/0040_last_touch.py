"""A message written by hand is a touch: triggers, an index to find the newest, and those that left before."""

from django.db import migrations, models
from django.db.models import Q

from core import sql

CHANGED = "FUNCTION interactions_retouch"
BEFORE = next(part for part in sql.text("interactions", "silence_functions").split("\nCREATE OR REPLACE ")
              if part.startswith(CHANGED))  # fmt: skip
MADE = ("messaging_message_left()", "messaging_message_moved()", "messaging_message_gone()",
        "messaging_kind_of_talk(text)")  # fmt: skip
FILL = """
    SELECT interactions_retouch(ARRAY(
        SELECT DISTINCT customer_id FROM messaging_message
         WHERE source = 'single' AND handed_at IS NOT NULL ORDER BY customer_id))"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0031_held_messages"), ("interactions", "0015_silent_clients")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["customer", "-handed_at"],
                condition=Q(source="single", handed_at__isnull=False) & ~Q(status__in=["failed", "expired"]),
                name="message_touches",
            ),
        ),
        migrations.RunSQL(
            # Lists of one: a file is one statement after another, and its bodies hold semicolons.
            [(sql.text("messaging", "touch_functions"), None), (sql.text("messaging", "retouch_function"), None)],
            [(f"CREATE OR REPLACE {BEFORE}", None), *(f"DROP FUNCTION {one} CASCADE" for one in MADE)],
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
