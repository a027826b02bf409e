"""A traceback for the log without values: messages of errors may quote clients (`Key (email)=(…) already exists`)."""

import traceback
from collections.abc import Iterator


def without_values(error: BaseException) -> str:
    """Types and places of an error and of those it came from, the first cause last."""
    return "\ncaused by ".join(_each(error))


def _each(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        places = "".join(traceback.format_tb(error.__traceback__))
        yield f"{type(error).__module__}.{type(error).__qualname__}\n{places}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
