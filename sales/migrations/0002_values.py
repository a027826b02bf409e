"""Triggers that keep value rows equal to purchases; rows for the clients there are; what goes with its whole."""

from django.db import migrations

from core import sql
from sales.values import parts

FOREIGN = (
    ("sales_customervalue", "customer_id", "customers_customer"),
    ("sales_categorymonth", "customer_id", "customers_customer"),
    ("sales_purchaseline", "purchase_id", "sales_purchase"),
)
"""Undo and disposal delete by plain SQL: the base itself takes these rows along."""
FUNCTIONS = (
    "sales_lines_gone()", "sales_lines_changed()", "sales_lines_replaced(bigint[])", "sales_lines_made()",
    "sales_lines_of(bigint[])",
    "sales_purchase_gone()", "sales_purchase_changed()", "sales_purchase_made()", "sales_customer_made()",
    "sales_recompute_months(bigint[], date[])", "sales_recompute(bigint[])", "sales_window(int)", "sales_today()",
    "sales_zone()", "sales_later()",
)  # fmt: skip


def _constraint(table: str, column: str, to: str) -> migrations.RunSQL:
    name = f"{table}_{column}_goes_along"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {to} (id)"
        " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_sales"), ("journal", "0006_touched")]

    operations = [
        *(_constraint(*one) for one in FOREIGN),
        migrations.RunSQL(
            [
                (sql.statement("sales", name, parts(of_everybody=False)), None)
                for name in ("recompute_months", "value_functions")
            ],
            [f"DROP FUNCTION {function} CASCADE" for function in FUNCTIONS],
        ),
        migrations.RunSQL(
            "INSERT INTO sales_customervalue (customer_id) SELECT id FROM customers_customer",
            migrations.RunSQL.noop,
        ),
    ]
