"""The test client that reads what it gets: markup faults and N+1 queries fail the test that met them."""

from typing import Any

import zeal
from django.test import Client
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from tests.harness import markup

# Django reads a session once more to delete it, when the person's sessions were ended elsewhere.
DJANGOS_OWN = [{"model": "sessions.Session", "field": "*"}]


class StrictClient(Client):
    """Django's client with our refusals; `strict=False` for a test that is about the fault itself."""

    strict = True

    def request(self, **request: Any) -> Any:
        if not self.strict:
            return super().request(**request)
        with zeal.zeal_context(), zeal.zeal_ignore(DJANGOS_OWN):
            response = super().request(**request)
        if not response.streaming and "text/html" in response.get("Content-Type", "") and not _is_framed(response):
            found = markup.faults(response.content.decode(response.charset or "utf-8"))
            assert not found, f"{request.get('PATH_INFO')}: " + "; ".join(found)
        return response


def _is_framed(response: Any) -> bool:
    """Somebody's letter, under a policy under which it can do nothing: its styles stand within, as in the mail."""
    return str(response.get("Content-Security-Policy", "")).startswith("sandbox")


def install() -> None:
    """Let zeal see related rows fetched one by one."""
    initialize_app_registry()
    patch()
