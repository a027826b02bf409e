"""A gateway that leads where it must not: what to tell of it."""

from core.outside import PrivateAddressError
from messaging.transports.base import ErrorKind, SendError


def refusal(error: PrivateAddressError) -> SendError:
    """What it means for a message: it waits, and the gateway stops until its settings are mended."""
    return SendError(kind=ErrorKind.SETTINGS, code="private", text=error.sentence)


def privately(error: BaseException | None) -> PrivateAddressError | None:
    """The refusal that stands behind an error of a library; None: it was something else."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, PrivateAddressError):
            return error
        seen.add(id(error))
        inner = getattr(error, "os_error", None) or getattr(error, "reason", None)
        error = inner if isinstance(inner, BaseException) else error.__cause__ or error.__context__
    return None
