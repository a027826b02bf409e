"""Who may see a stored file: whoever may see what it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class FileOwner:
    """`code` is the object type that stored files name, such as `customers.customer`."""

    code: str
    may_see: Callable[[Any, str], bool]
    """(accounts.models.User, object id): asked at each download; a file of an unknown type is seen by nobody."""
    weight: int = 100


file_owners: Registry[FileOwner] = Registry("file_owners", "what stored files belong to")
