"""Counters of how often something was asked for, when nobody counts."""

from django.conf import LazySettings

from core import limits
from tests.harness.smtp import free_port


def test_nothing_is_refused_while_the_cache_is_away(settings: LazySettings) -> None:
    gone = {**settings.CACHES["default"], "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = {"default": gone}

    assert all(limits.spend("test", 1, amount=1, seconds=60) for _ in range(3))
