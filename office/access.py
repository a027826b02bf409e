"""Who enters the office. Others get the page «not found»: they need not know what is here."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from accounts.http import UserRequest
from accounts.permissions import Permission

P = ParamSpec("P")


def for_administrators(
    view: Callable[Concatenate[UserRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """The view is only for those who may administer the product."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        signed_in = cast(UserRequest, request)
        if not signed_in.user.has(Permission.ADMINISTER):
            raise Http404
        return view(signed_in, *args, **kwargs)

    return guarded
