"""Sentences of a card's history, in the gender of whoever did it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import pgettext

from core.text import actors
from core.text.gender import is_female


@dataclass(frozen=True)
class Line:
    """One sentence of the history; with `field` its old value can be given back."""

    at: dt.datetime
    sentence: str
    icon: str
    event: int = 0
    field: str = ""
    before: str = ""


def said(who: str, verb: str, **words: object) -> str:
    """The verb as the person's name asks for it, as it is stored; English does not mind."""
    name = actors.said(who)
    return (_her if is_female(name) else _his)(verb) % {"who": name, **words}


def _her(verb: str) -> str:
    return {
        "changed": pgettext("she", "%(who)s changed %(what)s: %(before)s → %(after)s"),
        "archived": pgettext("she", "%(who)s put the card into the archive"),
        "unarchived": pgettext("she", "%(who)s took the card out of the archive"),
        "removed": pgettext("she", "%(who)s removed %(what)s"),
        "primary": pgettext("she", "%(who)s made %(what)s primary"),
        "not_primary": pgettext("she", "%(who)s made %(what)s not primary"),
        "labelled": pgettext("she", "%(who)s changed the label of %(what)s: %(before)s → %(after)s"),
        "told": pgettext("she", "%(who)s changed the state of %(what)s: %(before)s → %(after)s"),
        "created": pgettext("she", "%(who)s made the card"),
        "added": pgettext("she", "%(who)s added %(what)s"),
        "tagged": pgettext("she", "%(who)s put the tag “%(what)s” on"),
        "untagged": pgettext("she", "%(who)s took the tag “%(what)s” off"),
        "numbered": pgettext("she", "%(who)s added the external id %(what)s"),
        "unnumbered": pgettext("she", "%(who)s took the external id %(what)s off"),
    }[verb]


def _his(verb: str) -> str:
    return {
        "changed": pgettext("he", "%(who)s changed %(what)s: %(before)s → %(after)s"),
        "archived": pgettext("he", "%(who)s put the card into the archive"),
        "unarchived": pgettext("he", "%(who)s took the card out of the archive"),
        "removed": pgettext("he", "%(who)s removed %(what)s"),
        "primary": pgettext("he", "%(who)s made %(what)s primary"),
        "not_primary": pgettext("he", "%(who)s made %(what)s not primary"),
        "labelled": pgettext("he", "%(who)s changed the label of %(what)s: %(before)s → %(after)s"),
        "told": pgettext("he", "%(who)s changed the state of %(what)s: %(before)s → %(after)s"),
        "created": pgettext("he", "%(who)s made the card"),
        "added": pgettext("he", "%(who)s added %(what)s"),
        "tagged": pgettext("he", "%(who)s put the tag “%(what)s” on"),
        "untagged": pgettext("he", "%(who)s took the tag “%(what)s” off"),
        "numbered": pgettext("he", "%(who)s added the external id %(what)s"),
        "unnumbered": pgettext("he", "%(who)s took the external id %(what)s off"),
    }[verb]
