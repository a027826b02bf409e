"""The right to send campaigns, for the built-in roles that write templates; who may approve them."""

import django.contrib.postgres.fields
from django.db import migrations, models

GIVE = """
    UPDATE accounts_role SET permissions = array_append(permissions, 'campaigns.run')
     WHERE is_built_in AND code IN ('supervisor', 'marketer', 'admin') AND NOT 'campaigns.run' = ANY (permissions)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_merge_clients"),
    ]

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
                        ("customers.archive", "Put clients into the archive and take them out"),
                        ("customers.merge", "Merge cards of one client"),
                        ("customers.handover", "Hand a person’s clients over to others"),
                        ("customers.export", "Take lists out of the base"),
                        ("imports.run", "Bring files into the base"),
                        ("listing.share", "Share views of lists with everybody"),
                        ("messaging.send", "Write to clients"),
                        ("messaging.templates", "Manage message templates"),
                        ("campaigns.run", "Send campaigns"),
                        ("consents.manage", "Answer for personal data"),
                        ("office.totals", "See totals of all clients"),
                        ("office.journal", "Read the journal"),
                        ("messaging.gateways", "Set up gateways of messages"),
                        ("office.users", "Manage users, teams and roles"),
                        ("office.administer", "Manage the company and the system"),
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
