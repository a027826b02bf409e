from django.db import migrations

# The expression of sales.models.value.BROKEN_AT, in SQL: an index of the model's own would be seen as changed for ever.
CREATE = """
CREATE INDEX value_by_broken ON sales_customervalue
((last_at AT TIME ZONE 'UTC' + average_interval::double precision * interval '2 days'), customer_id)
WHERE average_interval > 0
"""


class Migration(migrations.Migration):
    dependencies = [("sales", "0003_category_and_shop_history")]

    operations = [migrations.RunSQL(CREATE, "DROP INDEX value_by_broken")]
