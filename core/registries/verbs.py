"""What the journal's entries say: a sentence for each verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One thing that is done. The actor stands beside the sentence, so it names the act, not the person.

    `sentence` may hold `%(object)s` (the name of the object, or its number) and keys of `tell`.
    """

    code: str
    sentence: str | Promise
    tell: Callable[[Mapping[str, Any]], Mapping[str, object]] | None = None
    """Details of an entry to words for the sentence, in the reader's language; details may be erased, hence empty."""
    label: str | Promise = ""
    """What lists of choices call it; empty: the sentence without what is filled in."""
    icon: str = "history"
    weight: int = 100


verbs: Registry[Verb] = Registry("verbs", "what the journal's entries say")
