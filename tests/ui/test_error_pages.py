"""Error pages: the right answer, our look, and nothing of the menu for a stranger."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from redis.exceptions import RedisError

from accounts.models import User
from crm import errors
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db


def test_stranger_sees_no_menu_on_a_missing_page(client: StrictClient) -> None:
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert b'id="side"' not in response.content
    assert reverse("customers:list").encode() not in response.content


def test_signed_in_person_keeps_the_menu(client_for: Callable[[User], StrictClient], manager: User) -> None:
    response = client_for(manager).get("/no-such-page/")

    assert response.status_code == 404
    assert b'id="side"' in response.content


def test_expired_form_is_explained(manager: User) -> None:
    browser = StrictClient(enforce_csrf_checks=True)
    response = browser.post(reverse("account_login"), {"login": manager.email, "password": "x"})

    assert response.status_code == 403
    assert b'class="oops"' in response.content


def test_fault_is_shown_without_a_query(rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert b'class="oops"' in response.content


@pytest.mark.parametrize("fault", [OperationalError("gone"), RedisError("gone")])
def test_absent_server_is_a_break(fault: Exception, rf: RequestFactory) -> None:
    response = answer_while(fault, rf.get("/"))

    assert response.status_code == 503
    assert response["Retry-After"]


def answer_while(fault: Exception, request: HttpRequest):  # type: ignore[no-untyped-def]
    """As Django calls the handler: inside the handling of the exception."""
    try:
        raise fault
    except type(fault):
        return errors.server_error(request)


@pytest.mark.parametrize("view", [errors.bad_request, errors.permission_denied, errors.page_not_found])
def test_page_says_it_in_both_languages(view: Callable[..., object], client: StrictClient) -> None:
    from django.utils import translation

    texts = []
    for language in ("ru", "en"):
        with translation.override(language):
            request = client.get("/login/").wsgi_request
            request.LANGUAGE_CODE = language
            texts.append(view(request, Exception()).content.decode())  # type: ignore[attr-defined]

    assert texts[0] != texts[1]
