"""Who could see clients could change them until now: built-in roles keep that under its own right."""

import django.contrib.postgres.fields
from django.db import migrations, models

GIVE = """
    UPDATE accounts_role SET permissions = array_append(permissions, 'customers.edit')
     WHERE is_built_in AND 'customers.view' = ANY (permissions) AND NOT 'customers.edit' = ANY (permissions)
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_notifications")]

    operations = [
        migrations.AlterField(
            model_name="role",
            name="permissions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("customers.view", "See clients"),
                        ("customers.edit", "Change clients"),
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
