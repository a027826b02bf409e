"""What a person searched for, under an opaque name: a name or a phone must not stay in addresses and logs."""

import secrets

from django.core.cache import cache

KEPT_SECONDS = 12 * 3600
BYTES = 9


def keep(person: int, text: str) -> str:
    """Return the name under which this person, and nobody else, finds the text again."""
    name = secrets.token_urlsafe(BYTES)
    cache.set(_key(person, name), text, KEPT_SECONDS)
    return name


def recall(person: int, name: str) -> str | None:
    """Return the text, or None when it is too old or was never this person's."""
    if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum() or len(name) > BYTES * 2:
        return None
    text: str | None = cache.get(_key(person, name))
    return text


def _key(person: int, name: str) -> str:
    return f"customers.search:{person}:{name}"
