"""Teams, rights per field, more permissions. Who could change clients could put them away until now."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

GIVE = """
    UPDATE accounts_role SET permissions = array_append(permissions, 'customers.archive')
     WHERE 'customers.edit' = ANY (permissions) AND NOT 'customers.archive' = ANY (permissions)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_more_permissions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "teams",
            },
        ),
        migrations.RemoveConstraint(
            model_name="role",
            name="role_scope_known",
        ),
        migrations.AddField(
            model_name="role",
            name="field_rights",
            field=models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
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
                        ("customers.handover", "Hand a person’s clients over to others"),
                        ("customers.export", "Take lists out of the base"),
                        ("imports.run", "Bring files into the base"),
                        ("listing.share", "Share views of lists with everybody"),
                        ("office.totals", "See totals of all clients"),
                        ("office.journal", "Read the journal"),
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
        migrations.AlterField(
            model_name="role",
            name="scope",
            field=models.CharField(
                choices=[("own", "Own clients"), ("team", "Clients of the team"), ("all", "All clients")],
                default="own",
                max_length=8,
                verbose_name="scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["own", "team", "all"])), name="role_scope_known"
            ),
        ),
        migrations.AddField(
            model_name="team",
            name="lead",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="leads",
                to=settings.AUTH_USER_MODEL,
                verbose_name="lead",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="members",
                to="accounts.team",
                verbose_name="team",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower("name"), name="team_name_once"),
        ),
        migrations.RunSQL(GIVE, migrations.RunSQL.noop),
        # Back: roles that see a team see their own again, or the older check would refuse them.
        migrations.RunSQL(migrations.RunSQL.noop, "UPDATE accounts_role SET scope = 'own' WHERE scope = 'team'"),
    ]
