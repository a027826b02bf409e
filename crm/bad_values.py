"""Values no database keeps, which a page has let through: the sender is told, it is no fault of the product.

Signs of code zero, numbers past the largest, days past the last, words longer than any column. Pages check what people
type by themselves and say it at the box; this is for what only a program sends.
"""

import logging
from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse

from crm.errors import bad_request

logger = logging.getLogger(__name__)
NOT_SENT = None
"""The driver itself refuses a text with a zero sign in it."""
STATES = frozenset({NOT_SENT, "22001", "22003", "22008", "22021", "22P05"})
"""Too long, out of range, a day out of range, signs that are no text, zero signs in JSON."""
ENDLESS = "Exceeds the limit"
"""How Python begins when a number has more digits than it reads."""


class BadValuesMiddleware:
    """Turns them into the page of a request that cannot be understood."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """None leaves any other exception to whoever answers for faults."""
        if not _is_of_the_sender(exception):
            return None
        # Neither the value nor the address: both may be about people.
        logger.warning("a value that cannot be kept was refused", extra={"kind": type(exception).__name__})
        return bad_request(request, exception)


def _is_of_the_sender(exception: Exception) -> bool:
    if isinstance(exception, DataError):
        return getattr(exception.__cause__, "sqlstate", "") in STATES
    return isinstance(exception, ValueError) and str(exception).startswith(ENDLESS)
