"""Whether the queue answers."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from redis import Redis
from redis.exceptions import RedisError

from core.errors import DomainError

SECONDS = 5


def refuse_unreachable() -> None:
    """Raises DomainError when the configured queue does not answer."""
    if message := complaint():
        raise DomainError(message, code="queue_unreachable")


def complaint() -> str | None:
    """Return a sentence about a queue that does not answer, without its password, or None."""
    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=SECONDS, socket_timeout=SECONDS) as client:
            client.ping()
    except (RedisError, ValueError) as error:
        parts = urlsplit(settings.REDIS_URL)
        return _("No answer from the queue at %(host)s: %(reason)s. Check REDIS_URL and that the server runs.") % {
            "host": f"{parts.hostname}:{parts.port or 6379}",
            "reason": str(error).rstrip("."),
        }
    return None
