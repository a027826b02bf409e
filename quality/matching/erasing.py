"""How often a surname stands is counted: the word of a person who is erased goes when nobody else has it."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from core import sql
from core.registries.personal import ErasurePart, Person, erasure_parts


def register() -> None:
    """Before the rows of comparison go, which tell the words."""
    erasure_parts.add(
        ErasurePart(
            code="terms",
            label=_("words by which duplicates are found"),
            count=lambda person: _run("count_terms_of", person),
            erase=lambda person, act: _run("forget_terms_of", person),
            says=_("they are not counted any more"),
        )
    )


def _run(name: str, person: Person) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", name), {"ids": list(person.customer_ids)})
        found = cursor.fetchone()
    return int(found[0]) if found else 0
