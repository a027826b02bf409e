"""Guards and derived states of the ledger; the SQL stands in consents/sql/*_functions.sql."""

from django.db import migrations

from core import sql

FILES = ("keyed_functions", "document_functions", "derive_states", "ledger_functions")
FUNCTIONS = (
    "erase_consent_details(bigint[], text, bigint, text)",
    "consents_point_gone()",
    "consents_point_made()",
    "consents_point_changed()",
    "consents_customer_made()",
    "consents_event_made()",
    "consents_later()",
    "consents_sum(bigint[])",
    "consents_summed(bigint[])",
    "consents_derive(uuid[])",
    "consents_derived(uuid[])",
    "consents_strictness(text)",
    "consents_status(text)",
    "consents_document_guard()",
    "consents_keyed(text, text, bytea, bytea)",
)
GOES_ALONG = """
ALTER TABLE consents_clientconsents ADD CONSTRAINT consents_clientconsents_goes_along
FOREIGN KEY (customer_id) REFERENCES customers_customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0002_ledger"),
        ("customers", "0020_relations_told_from_both_sides"),
        ("journal", "0008_made_keys"),
    ]

    operations = [
        # Undo and disposal delete by plain SQL: the base itself takes these rows along.
        migrations.RunSQL(
            GOES_ALONG, "ALTER TABLE consents_clientconsents DROP CONSTRAINT consents_clientconsents_goes_along"
        ),
        migrations.RunSQL(
            [(sql.text("consents", name), None) for name in FILES],
            [
                "DROP TRIGGER journal_guard ON consents_consentevent",
                *(f"DROP FUNCTION {function} CASCADE" for function in FUNCTIONS),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO consents_clientconsents (customer_id) SELECT id FROM customers_customer",
            migrations.RunSQL.noop,
        ),
    ]
