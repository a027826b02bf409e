"""What every answer tells the browser, and that nothing is said to names that are not ours."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.test import override_settings

from accounts.models import User
from tests.harness.client import StrictClient
from tests.harness.environment import PROJECT, clean_environment

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
ADDRESSES = ("/login/", "/healthz", "/readyz", "/no/such/page/", "/clients/", "/static/css/app.css", "/hooks/x/y/")
UNDER_TLS = """
import django; django.setup()
from django.conf import settings as s
from django.test import Client
answer = Client().get("/login/", secure=True, headers={"host": "crm.example.com"})
cookie = answer.cookies[s.CSRF_COOKIE_NAME]
assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", answer.headers
assert {s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME} == {
    "__Host-kartoteka_session", "__Host-kartoteka_csrf", "__Host-kartoteka_language"}
assert s.SESSION_COOKIE_SECURE and s.SESSION_COOKIE_HTTPONLY and s.LANGUAGE_COOKIE_SECURE
assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/", cookie
assert not cookie["domain"]
plain = Client().get("/login/", headers={"host": "crm.example.com"})
assert plain.status_code == 301 and plain["Location"].startswith("https://"), plain
print("as it should be")
"""


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_them(address: str) -> None:
    answer = StrictClient().get(address)
    answer.close()

    assert {name: answer.get(name) for name in EVERYWHERE} == EVERYWHERE
    policy = answer["Content-Security-Policy"]
    assert [part for part in POLICY if part not in policy] == []
    assert "unsafe" not in policy
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.django_db
def test_unknown_names_of_the_host_are_refused() -> None:
    with override_settings(ALLOWED_HOSTS=["crm.example.com"]):
        answer = StrictClient().get("/login/", headers={"host": "evil.example.net"})

    assert answer.status_code == 400
    assert b"evil.example.net" not in answer.content


@pytest.mark.django_db
def test_trace_is_not_answered() -> None:
    assert StrictClient().trace("/healthz").status_code == 405


@pytest.mark.django_db
def test_browser_forgets_pages_after_signing_out(client_for: Callable[[User], StrictClient], manager: User) -> None:
    browser = client_for(manager)

    assert "Clear-Site-Data" not in browser.get("/logout/").headers
    assert browser.post("/logout/")["Clear-Site-Data"] == '"cache"'


@pytest.mark.django_db
def test_under_tls_cookies_are_bound_to_the_host() -> None:
    environment = clean_environment() | {
        "DJANGO_SETTINGS_MODULE": "crm.settings",
        "KARTOTEKA_TESTING": "1",
        "KARTOTEKA_HOST": "crm.example.com",
        "KARTOTEKA_ALLOWED_HOSTS": "crm.example.com",
        "KARTOTEKA_SECRET_KEY": "x" * 50,
        **{name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if name in os.environ},
    }

    done = subprocess.run(
        [sys.executable, "-c", UNDER_TLS], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.stdout.strip().endswith("as it should be"), done.stderr
