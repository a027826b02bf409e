"""States are derived from the events of their points alone, however little the base knows of its rows."""

from django.db import migrations

from core import sql

BEFORE = next(
    part
    for part in sql.text("consents", "derive_states").split("\nCREATE ")
    if part.startswith("FUNCTION consents_derived")
)


class Migration(migrations.Migration):
    dependencies = [("consents", "0031_summed_in_one_reading")]

    operations = [
        migrations.RunSQL([(sql.text("consents", "derived_function"), None)], [(f"CREATE OR REPLACE {BEFORE}", None)]),
    ]
