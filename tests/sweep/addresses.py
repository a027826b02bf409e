"""Every named address of the product, from the resolver itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLResolver, get_resolver


def names() -> list[str]:
    """«office:users» and so on, in the order of the code."""
    return [name for name, _pattern in patterns(get_resolver(), "")]


def areas() -> list[str]:
    """What stands before the colon; the others are the first. An area at a time, no test holds a transaction long."""
    return sorted({area(name) for name in names()})


def area(name: str) -> str:
    """The package an address belongs to, as its name says."""
    return name.partition(":")[0] if ":" in name else ""


def of(part: str) -> list[str]:
    """Names of an area."""
    return [name for name in names() if area(name) == part]


@cache
def wanted(name: str) -> list[str]:
    """What stands in the address: names of its parts."""
    for known, pattern in patterns(get_resolver(), ""):
        if known == name:
            return list(pattern.converters) or list(pattern.regex.groupindex)
    raise LookupError(name)


def patterns(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
    """Name and pattern of each."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        else:
            yield f"{prefix}{entry.name or entry.pattern}", entry.pattern
