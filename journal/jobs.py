"""What Celery calls."""

from uuid import UUID

from celery import shared_task

from journal.runs import run_in_worker
from journal.runs.waking import TASK


@shared_task(name=TASK)  # type: ignore[untyped-decorator]  # celery is untyped
def run(job_id: str) -> None:
    """Do a run that waits. Acknowledged before it begins: what is lost with the worker is taken up by `tick`."""
    run_in_worker(UUID(job_id))
