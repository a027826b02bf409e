"""Months of categories are rounded as purchases are; a line changed without a change of sums is told too."""

from django.db import migrations

from core import sql
from sales.values import parts


class Migration(migrations.Migration):
    dependencies = [("sales", "0004_broken_rhythm")]

    operations = [
        migrations.RunSQL(
            [(sql.statement("sales", "recompute_months", parts(of_everybody=False)), None)], migrations.RunSQL.noop
        ),
        # The day is forgotten: the next run of the nightly job counts everything anew.
        migrations.RunSQL("DELETE FROM sales_valueday", migrations.RunSQL.noop),
    ]
