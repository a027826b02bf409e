"""Rights to change many, to bring in, to take out. Who could change clients could change many of them until now."""

import django.contrib.postgres.fields
from django.db import migrations, models

GIVE = """
    UPDATE accounts_role SET permissions = array_append(permissions, 'customers.bulk')
     WHERE is_built_in AND 'customers.edit' = ANY (permissions) AND NOT 'customers.bulk' = ANY (permissions)
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_change_clients")]

    operations = [
        migrations.AlterField(
            model_name="role",
            name="permissions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("customers.view", "See clients"),
                        ("customers.edit", "Change clients"),
                        ("customers.bulk", "Change many clients at once"),
                        ("customers.export", "Take lists out of the base"),
                        ("imports.run", "Bring files into the base"),
                        ("listing.share", "Share views of lists with everybody"),
                        ("office.totals", "See totals of all clients"),
                        ("office.administer", "Manage users and the system"),
                    ],
                    max_length=60,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.RunSQL(GIVE, migrations.RunSQL.noop),
    ]
