"""Tells a worker that there is something to do. A lost message loses nothing: `tick` tells again."""

import logging
from collections.abc import Iterable
from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

TASK = "journal.jobs.run"
EXPIRES_SECONDS = 600
"""Old messages of a long queue are thrown away unread; `tick` sends fresh ones."""


def wake(jobs: Iterable[tuple[UUID, str]]) -> int:
    """Send a message for each (run, queue); returns how many went off. Never raises for a broker that is down."""
    sent = 0
    for job_id, queue in jobs:
        try:
            current_app.send_task(TASK, args=[str(job_id)], queue=queue, expires=EXPIRES_SECONDS, retry=False)
        except (OperationalError, OSError) as error:
            logger.warning("job.wake_failed job=%s error=%s", job_id, type(error.__cause__ or error).__name__)
            break  # the others would wait for the same timeout
        sent += 1
    return sent
