"""Headers that Django does not set by itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What no page of ours needs of the machine; passkeys and the clipboard stay open.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid",
        "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
SIGNED_OUT = "account_logout"


class HeadersMiddleware:
    """Permissions-Policy everywhere; after signing out the browser forgets the pages it has kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        match = request.resolver_match
        if match is not None and match.view_name == SIGNED_OUT and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'
        return response
