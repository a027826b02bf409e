"""Fills the registries with what requests and erasures bring."""

from consents.erasure import parts, periods
from consents.erasure import services as erasing
from consents.erasure import trail as erasure_trail
from consents.requests import copying, demo, notices, personal, places, request_list, trail


def register() -> None:
    """Called once, when the application starts."""
    for part in (personal, trail, erasure_trail, notices, request_list, places, copying, parts, erasing, periods, demo):
        part.register()
