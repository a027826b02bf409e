"""Who may read `/metrics`: a program on this machine that comes directly, or whoever shows the token.

The token is made of the product's secret: every host of an installation has the same one without a setting more, and it
changes with the secret. `manage.py metrics --token` tells it.
"""

import hmac
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

PURPOSE = b"kartoteka /metrics"
HERE = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_PROTO")
"""What a reverse proxy adds: behind one, everybody comes from this machine."""


def token() -> str:
    """The newest one."""
    return _of(settings.SECRET_KEY)


def may_read(request: HttpRequest) -> bool:
    """Whether this request may see numbers."""
    scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and shown:
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return any(hmac.compare_digest(shown.strip().encode(), _of(secret).encode()) for secret in secrets)
    return _comes_directly(request)


def _comes_directly(request: HttpRequest) -> bool:
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None) or any(name in request.META for name in FORWARDED):
        return False
    return request.META.get("REMOTE_ADDR") in HERE


def _of(secret: str) -> str:
    return hmac.new(secret.encode(), PURPOSE, sha256).hexdigest()
