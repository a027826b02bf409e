"""The request as our views see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class UserRequest(HttpRequest):
    """A request of a person who is signed in: LoginRequiredMiddleware lets no other through."""

    user: User
    htmx: HtmxDetails
