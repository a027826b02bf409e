"""Who does something, as the journal knows him: by id and name, never by foreign key."""

from typing import Protocol


class Actor(Protocol):
    """A user, or the built-in `system`; `accounts.models.User` fits."""

    @property
    def pk(self) -> int: ...

    @property
    def full_name(self) -> str: ...
