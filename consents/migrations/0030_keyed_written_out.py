"""Keyed hashes are written out in the statements that ask for them, instead of called a million times.

`convert_to` is stable, for it asks for the encoding of the base; a function that says more of itself than its body can
keep is never inlined. Its answers have always been the same: no index or constraint is made with it.
"""

from django.db import migrations

FUNCTION = "consents_keyed(text, text, bytea, bytea)"


class Migration(migrations.Migration):
    dependencies = [("consents", "0010_gate")]

    operations = [
        migrations.RunSQL(f"ALTER FUNCTION {FUNCTION} STABLE", f"ALTER FUNCTION {FUNCTION} IMMUTABLE"),
    ]
