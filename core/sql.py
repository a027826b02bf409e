"""Statements kept in files: `<package>/sql/<verb_noun>.sql`, each with a header and one typed caller."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def bare(statement: str) -> str:
    """Without comments and indents: psycopg reads a short one once, a long one each time."""
    lines = (line.strip() for line in statement.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("--"))


@cache
def text(package: str, name: str) -> str:
    """The file as it stands."""
    return (ROOT / package / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def statement(package: str, name: str, parts: Mapping[str, str] | None = None) -> str:
    """The statement with `{part}` filled in: names of tables and expressions of our own, never what a person typed."""
    filled = text(package, name)
    for part, value in (parts or {}).items():
        filled = filled.replace("{" + part + "}", value)
    return filled
