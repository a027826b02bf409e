"""How a person gets an account."""

import io
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts import services
from accounts.models import Role, User
from core.errors import DomainError
from tests.accounts.pages import is_signed_in, sign_in, visitor
from tests.accounts.test_password_reset import NEW, choose
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_role() -> Role:
    return services.role_by_code("admin")


def run(*words: str, monkeypatch: pytest.MonkeyPatch | None = None, stdin: str = "") -> dict[str, Any]:
    if monkeypatch:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    out = io.StringIO()
    call_command("create_user", *words, "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_command_gives_an_invitation_link_that_works() -> None:
    answer = run("Olga@Example.com", "--role", "manager")
    user = User.objects.get(pk=answer["id"])
    browser = visitor()

    choose(browser, urlsplit(answer["invite_url"]).path)
    sign_in(browser, user.email, NEW)

    assert user.email == "olga@example.com"
    assert answer["role"] == "manager"
    assert is_signed_in(browser, user)


def test_command_takes_a_password_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = run("olga@example.com", "--role", "admin", "--password-stdin", monkeypatch=monkeypatch, stdin=f"{NEW}\n")
    browser = visitor()

    sign_in(browser, "olga@example.com", NEW)

    assert answer["invite_url"] is None
    assert is_signed_in(browser)


def test_nobody_signs_in_before_he_has_chosen_a_password(admin_role: Role) -> None:
    services.create_user(email="olga@example.com", role=admin_role, by=services.system_user())
    browser = visitor()

    for password in ("", "!", "None"):
        sign_in(browser, "olga@example.com", password)

    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        ("not an address", None, "email"),
        ("", None, "email"),
        ("TAKEN@example.com", None, "taken"),
        ("olga@example.com", "short", "password"),
        ("olga@example.com", "1234567890123", "password"),
        ("olga-petrova@example.com", "olga-petrova", "password"),
    ],
)
def test_refusal_says_why(admin_role: Role, email: str, password: str | None, code: str) -> None:
    make_user(email="taken@example.com")

    with pytest.raises(DomainError) as refusal:
        services.create_user(email=email, role=admin_role, by=services.system_user(), password=password)

    assert refusal.value.code == code


def test_unknown_role_is_refused_with_those_there_are() -> None:
    with pytest.raises(DomainError, match="admin, manager"):
        services.role_by_code("boss")


def test_database_refuses_an_email_with_capitals(admin_role: Role) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Olga@example.com", role=admin_role, password="!")


def test_database_refuses_a_second_system_user(admin_role: Role) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="second@example.com", role=admin_role, password="!", is_system=True)


def test_demo_accounts_are_made_once() -> None:
    first = services.ensure_demo_accounts()
    second = services.ensure_demo_accounts()

    assert [user.pk for user in first] == [user.pk for user in second]
    assert [account.role for account in services.demo_accounts()] != []
    assert User.objects.filter(is_demo=True).count() == 9
