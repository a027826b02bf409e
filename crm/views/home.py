"""Where a person lands after sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def home(request: HttpRequest) -> HttpResponse:
    """The list of clients, until «Today» comes."""
    return redirect("customers:list")
