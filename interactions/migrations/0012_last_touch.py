"""Triggers that keep the last touch of each client; rows for the clients there are; what goes with its client."""

from django.db import migrations

from core import sql

FUNCTIONS = (
    "interactions_customer_made()", "interactions_touched_both()", "interactions_touched_old()",
    "interactions_touched_new()", "interactions_retouch(bigint[])",
)  # fmt: skip
GOES_ALONG = (
    "ALTER TABLE interactions_lasttouch ADD CONSTRAINT interactions_lasttouch_goes_along FOREIGN KEY (customer_id)"
    " REFERENCES customers_customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"
)


class Migration(migrations.Migration):
    dependencies = [("interactions", "0011_history")]

    operations = [
        migrations.RunSQL(
            GOES_ALONG, "ALTER TABLE interactions_lasttouch DROP CONSTRAINT interactions_lasttouch_goes_along"
        ),
        migrations.RunSQL(
            # A list of one: the file is one statement after another, and its bodies hold semicolons.
            [(sql.text("interactions", "touch_functions"), None)],
            [f"DROP FUNCTION {function} CASCADE" for function in FUNCTIONS],
        ),
        migrations.RunSQL(
            "INSERT INTO interactions_lasttouch (customer_id) SELECT id FROM customers_customer",
            migrations.RunSQL.noop,
        ),
    ]
