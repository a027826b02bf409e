"""What an administrator of a new base has to do first; each package says what it needs and whether it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """`done` is one quick question to the database, asked when an administrator opens «Today»."""

    code: str
    label: str | Promise
    about: str | Promise
    """Why, in one sentence."""
    url_name: str
    done: Callable[[], bool]
    weight: int = 100


first_steps: Registry[FirstStep] = Registry("first_steps", "what a new base needs before people work in it")
