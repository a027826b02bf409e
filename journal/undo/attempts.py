"""Does a stretch of items at once; when a constraint refuses, finds the items it refuses and does the others."""

from collections.abc import Callable

from django.db import IntegrityError, connection, transaction

Act = Callable[[int, int], None]


def attempt(act: Act, low: int, high: int) -> dict[int, str]:
    """Return the items that could not be done, with the name of the constraint.

    Items refused at first are tried again while others succeed: what stood in their way may have gone by then (two
    phones that change places as the primary one).
    """
    refused = _halve(act, low, high)
    while refused:
        still: dict[int, str] = {}
        for seq in refused:
            still |= _halve(act, seq, seq)
        if len(still) == len(refused):
            return still
        refused = still
    return refused


def _halve(act: Act, low: int, high: int) -> dict[int, str]:
    try:
        with transaction.atomic():
            act(low, high)
            _check_now()
    except IntegrityError as error:
        if low == high:
            return {low: _constraint(error)}
        middle = (low + high) // 2
        return _halve(act, low, middle) | _halve(act, middle + 1, high)
    return {}


def _check_now() -> None:
    """Foreign keys are deferred: without this the whole batch would fail at its commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _constraint(error: IntegrityError) -> str:
    diagnostic = getattr(error.__cause__, "diag", None)
    return getattr(diagnostic, "constraint_name", None) or ""
