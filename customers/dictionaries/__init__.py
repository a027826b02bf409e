"""Dictionaries: one writing of a city, a source, a position, an industry, whatever people type.

`canonical` answers for one text, `canonical_sql` for a statement over many rows; both compare by the same key.
"""

from customers.dictionaries.lookup import canonical, canonical_many, canonical_sql, canonical_values, key_sql
from customers.dictionaries.names import DICTIONARIES, Dictionary, dictionaries

__all__ = [
    "DICTIONARIES",
    "Dictionary",
    "canonical",
    "canonical_many",
    "canonical_sql",
    "canonical_values",
    "dictionaries",
    "key_sql",
]
