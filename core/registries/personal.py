"""Personal data: every concrete field of every model is declared personal or not.

A test walks all models; an undeclared field fails it and prints the line to paste.
"""

from dataclasses import dataclass, field

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class PersonalModel:
    """What one model holds about people.

    `personal` fields are exported to the person and erased; `plain` fields say nothing of anybody.
    """

    code: str
    """The model's label in lower case, such as `customers.contactpoint`."""
    personal: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    subject: str = ""
    """Lookup from a row to the client it tells of, such as `customer`; empty: nobody, or staff."""
    on_merge: str = ""
    """How rows move when two clients become one: `move`, `keep` or `drop`; empty when there is no subject."""
    weight: int = 100
    reason: str = field(default="", compare=False)
    """Why a model without a subject holds personal fields all the same (staff accounts)."""


personal_models: Registry[PersonalModel] = Registry("personal_models", "what each model holds about people")
