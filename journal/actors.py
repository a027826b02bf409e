"""Who does something, as the journal knows him: by id and name, never by foreign key."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """A user, or the built-in `system`; `accounts.models.User` fits."""

    @property
    def pk(self) -> int: ...

    @property
    def full_name(self) -> str: ...


@dataclass(frozen=True)
class Named:
    """Whoever started a job: its run keeps id and name."""

    pk: int
    full_name: str


@dataclass(frozen=True)
class Unknown:
    """Somebody who has not said who he is: a failed sign-in, a public page."""

    pk: int = 0
    full_name: str = ""


NOBODY = Unknown()
