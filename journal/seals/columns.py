"""How rows of a ledger become the bytes that are sealed."""

from django.db import connection

from core.registries.ledgers import Ledger, SealedType

FORGED = "details IS NOT NULL AND details_hmac IS DISTINCT FROM sha256(salt || convert_to(details::text, 'UTF8'))"


def parts(ledger: Ledger) -> dict[str, str]:
    """What the statements in journal/sql leave open: table, sealed columns, test of the details."""
    return {
        "table": quoted(ledger.table),
        "sealed": ", ".join(_bytes_of(name, kind) for name, kind in ledger.sealed.items()),
        "forged": FORGED if ledger.has_details else "false",
    }


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _bytes_of(name: str, kind: SealedType) -> str:
    """Bytes must not depend on the connection's encoding, zone or style: `record_send` writes binary forms."""
    if kind is SealedType.TEXT:
        return f"convert_to({quoted(name)}, 'UTF8')"
    return f"{quoted(name)}::{kind}"
