"""The row beside a client is summed in one reading of his states, however many clients a batch has."""

from django.db import migrations

from core import sql

BEFORE = next(
    part
    for part in sql.text("consents", "derive_states").split("\nCREATE ")
    if part.startswith("FUNCTION consents_summed")
)


class Migration(migrations.Migration):
    dependencies = [("consents", "0030_keyed_written_out")]

    operations = [
        migrations.RunSQL([(sql.text("consents", "summed_function"), None)], [(f"CREATE OR REPLACE {BEFORE}", None)]),
    ]
