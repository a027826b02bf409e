"""What Celery calls: one line for each part."""

from messaging.outbox.jobs import deliver

__all__ = ["deliver"]
