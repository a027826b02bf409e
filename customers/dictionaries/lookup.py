"""From what was typed to what the dictionary says. The key is made by the server alone: one rule for both ways."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from customers.dictionaries.names import dictionaries


def key_sql(text: str) -> str:
    """SQL of the key of an SQL text: small letters, no yo, marks and blanks as one blank."""
    return f"left(btrim(regexp_replace(translate(lower({text}), '\u0451', '\u0435'), '[^[:alnum:]]+', ' ', 'g')), 200)"


def canonical_sql(dictionary: str, text: str) -> str:
    """SQL of the dictionary's writing of an SQL text, or the text itself; one look by the unique index a row.

    `dictionary` and `text` are of our own code: the code of a dictionary and an expression.
    """
    if dictionary not in dictionaries():
        return text
    return f"""COALESCE((
        SELECT COALESCE(value.text, term.text) FROM customers_dictionaryterm term
          LEFT JOIN customers_dictionaryterm value ON value.id = term.means_id
         WHERE term.dictionary = '{dictionary}' AND term.key = {key_sql(text)}), {text})"""  # noqa: S608


def canonical(dictionary: str, text: str) -> str:
    """The dictionary's writing of what was typed, or the text itself."""
    return canonical_values({dictionary: text})[dictionary] if text else text


def canonical_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a card by column, with those that have a dictionary in its writing. One query, or none."""
    known = dictionaries()
    asked = {code: text for code, text in values.items() if code in known and isinstance(text, str) and text}
    if not asked:
        return dict(values)
    typed = ", ".join(canonical_sql(code, "%s::text") for code in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {typed}", [text for text in asked.values() for _ in range(2)])
        return {**values, **dict(zip(asked, cursor.fetchone() or (), strict=True))}


def canonical_many(columns: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """For each dictionary, those of the texts that are written otherwise there. One statement for all of them."""
    known = dictionaries()
    pairs = [(code, text) for code, texts in columns.items() if code in known for text in set(texts) if text]
    found: dict[str, dict[str, str]] = {code: {} for code in columns}
    if not pairs:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT typed.code, typed.text, COALESCE(value.text, term.text)
                  FROM unnest(%s::text[], %s::text[]) AS typed (code, text)
                  JOIN customers_dictionaryterm term
                    ON term.dictionary = typed.code AND term.key = {key_sql("typed.text")}
                  LEFT JOIN customers_dictionaryterm value ON value.id = term.means_id
                 WHERE COALESCE(value.text, term.text) <> typed.text""",  # noqa: S608
            [[code for code, _ in pairs], [text for _, text in pairs]],
        )
        for code, text, written in cursor.fetchall():
            found[code][text] = written
    return found


def key_of(text: str) -> str:
    """The key of a text, by the server."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key_sql('%s::text')}", [text])
        return str(cursor.fetchone()[0])


def keys_of(dictionary: str, texts: Iterable[str]) -> dict[str, int]:
    """For each text that the dictionary knows, the id of its value."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT t, COALESCE(term.means_id, term.id) FROM unnest(%s::text[]) AS t
                  JOIN customers_dictionaryterm term ON term.dictionary = %s AND term.key = {key_sql("t")}""",  # noqa: S608
            [list(texts), dictionary],
        )
        return dict(cursor.fetchall())
