"""Where a person lands after sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def home(request: HttpRequest) -> HttpResponse:
    """«Today»."""
    return redirect("desk:today")
