"""Cards can be put away, and every row knows the operation that made it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_contact_points")]

    operations = [
        migrations.AddField(
            model_name="contactpoint",
            name="made_in",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="customer",
            name="archived_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
        ),
        migrations.AddField(
            model_name="customer",
            name="made_in",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="contact_point_made_in"
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("archived_at__isnull", False)),
                fields=["sort_name", "id"],
                name="customer_archived_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("made_in__isnull", False)), fields=["made_in"], name="customer_made_in"
            ),
        ),
    ]
