"""Imports that are on their way get keys for the clients they will still make."""

from django.db import migrations

GIVE = """
UPDATE journal_operationitem i SET makes = nextval(pg_get_serial_sequence('customers_customer', 'id'))
  FROM journal_operation o
  JOIN imports_import m ON m.operation = o.id AND m.entity = 'customers'
  JOIN imports_stagedrow s ON s.imported_id = m.id AND s.verdict = 'new' AND s.customer_id IS NULL
 WHERE o.kind = 'imports.apply' AND o.state IN ('queued', 'running')
   AND i.operation_id = o.id AND i.seq > o.position AND i.object_id = s.id::text
"""


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_mapping_profile"), ("journal", "0008_made_keys"), ("customers", "0001_customers")]

    operations = [migrations.RunSQL(GIVE, migrations.RunSQL.noop)]
