"""What is kept in the cache to save time, where the cache is there and where it is not."""

import pytest
from django.conf import LazySettings

from core import kept
from tests.harness.smtp import free_port


def test_what_is_kept_is_found() -> None:
    kept.put("tests.kept", ["a"], 60)

    assert kept.found("tests.kept") == ["a"]
    assert kept.found("tests.never") is None


def test_a_silent_cache_has_kept_nothing(settings: LazySettings, caplog: pytest.LogCaptureFixture) -> None:
    gone = {**settings.CACHES["default"], "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = {"default": gone}

    kept.put("tests.kept", ["a"], 60)

    assert kept.found("tests.kept") is None
    assert "silent" in caplog.text
