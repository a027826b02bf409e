"""The Content-Security-Policy every answer carries."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
HEADER = "Content-Security-Policy"


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())


@pytest.mark.parametrize("path", ["/login/", "/no-such-page/"])
def test_stranger_gets_the_strict_policy(client: StrictClient, path: str) -> None:
    policy = directives(client.get(path)[HEADER])

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in str(policy)
    assert "data:" not in str(policy)


def test_signed_in_person_gets_it_too(client_for: Callable[[User], StrictClient], manager: User) -> None:
    assert "'none'" in client_for(manager).get(reverse("profile"))[HEADER]
