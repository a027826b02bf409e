"""Guards of views: who lacks the right gets the page «not found»; he need not know what is here."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from accounts.http import UserRequest
from accounts.permissions import Permission

P = ParamSpec("P")


View = Callable[Concatenate[UserRequest, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def only_with(permission: Permission) -> Callable[[View[P]], Guarded[P]]:
    """The view is only for those whose role holds the permission."""

    def guard(view: View[P]) -> Guarded[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            signed_in = cast(UserRequest, request)
            if not signed_in.user.has(permission):
                raise Http404
            return view(signed_in, *args, **kwargs)

        return guarded

    return guard
