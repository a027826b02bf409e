"""Typed registries: how a lower room shows what an upper room knows, without circles and signals.

One generic class here; one small file per kind in `core.registries`. Entries are added in `AppConfig.ready()`.
"""

from collections.abc import Iterator
from typing import Any, Generic, Protocol, TypeVar, cast


class Entry(Protocol):
    """What every entry has: a code unique in its registry, and a weight (lighter stands first)."""

    @property
    def code(self) -> str: ...

    @property
    def weight(self) -> int: ...


E = TypeVar("E", bound=Entry)


class Registry(Generic[E]):
    """Entries of one kind in order of (weight, code)."""

    def __init__(self, name: str, purpose: str) -> None:
        self.name = name
        self.purpose = purpose
        self._entries: dict[str, E] = {}
        all_registries[name] = cast("Registry[Any]", self)

    def add(self, *entries: E) -> None:
        """Raises ValueError when another entry already has the code: two packages must not fight for a place."""
        for entry in entries:
            standing = self._entries.get(entry.code)
            if standing is not None and standing != entry:
                raise ValueError(f"registry {self.name}: code {entry.code!r} is taken by {standing!r}")
            self._entries[entry.code] = entry

    def get(self, code: str) -> E:
        """Raises KeyError when nobody has filled the place."""
        return self._entries[code]

    def __iter__(self) -> Iterator[E]:
        return iter(sorted(self._entries.values(), key=lambda entry: (entry.weight, entry.code)))

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, code: object) -> bool:
        return code in self._entries


all_registries: dict[str, Registry[Any]] = {}
"""Every registry by name, for `manage.py slots`."""
