"""Where a field of the catalogue is used: such a field is not deleted, and says by what it is held."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class FieldUse:
    """One kind of thing that may name a field: saved views, profiles of import, later segments."""

    code: str
    uses: Callable[[str], Iterable[str]]
    """The field's code to sentences, in the reader's language: «saved view “Birthdays”»."""
    weight: int = 100


field_uses: Registry[FieldUse] = Registry("field_uses", "what uses a field of the catalogue")


def uses_of(code: str) -> list[str]:
    """Everything that names the field."""
    return [said for use in field_uses for said in use.uses(code)]
