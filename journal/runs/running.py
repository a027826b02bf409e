"""Does the work of a run: in a worker, or in the process of a command."""

import logging
import time
from contextlib import suppress
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import translation

from core import disk, faults
from core.errors import DomainError
from core.registries.jobs import job_kinds
from journal.models.job import JobFault, JobRun, JobState
from journal.runs import ending
from journal.runs.context import RunContext, Watch
from journal.runs.errors import JobCancelled, LeaseLost
from journal.runs.heartbeat import Heartbeat
from journal.runs.leases import claim, renew

logger = logging.getLogger(__name__)
POLL_SECONDS = 0.2


def run_in_worker(job_id: UUID) -> bool:
    """Do the run if it waits; False: there is nothing to do. Failures are written down, never raised."""
    run = claim(job_id)
    if run is None:
        return False
    with suppress(Exception):
        _work(run)
    return True


def run_here(job_id: UUID, watch: Watch | None = None) -> JobRun:
    """Do the run in this process, or wait for whoever has it; returns it as it ended.

    `watch` is told (done, total) as it goes on here. Raises what the job raised: DomainError for a refusal, which
    commands show as it is.
    """
    run = claim(job_id)
    if run is not None:
        _work(run, watch)
    while (run := JobRun.objects.get(pk=job_id)).is_live:
        time.sleep(POLL_SECONDS)
    if run.error:
        raise DomainError(run.error)
    return run


def _work(run: JobRun, watch: Watch | None = None) -> None:
    """One attempt, from claim to end. Raises what the job raised after writing down how it ended."""
    with translation.override(run.language or settings.LANGUAGE_CODE):
        try:
            with Heartbeat(partial(renew, run.pk, run.fence), str(run.pk)) as heartbeat:
                job_kinds.get(run.kind).run(RunContext(run, heartbeat, watch))
            _end(run, JobState.DONE)
        except JobCancelled:
            _end(run, JobState.CANCELLED)
        except LeaseLost:
            logger.warning("job.lease_lost", extra={"job": str(run.pk), "kind": run.kind, "fence": run.fence})
        except DomainError as error:
            _end(run, JobState.FAILED, error=str(error), fault=JobFault.REFUSED)
            raise
        except Exception as error:
            _log(run, error)
            _fell(run, error)
            raise


def _fell(run: JobRun, error: Exception) -> None:
    """A base that is away comes back: the run waits for it. A full disk does not empty itself: the person is told."""
    if disk.is_full(error):
        _end(run, JobState.FAILED, error=str(disk.no_room()), fault=JobFault.REFUSED)
        raise disk.no_room() from error
    if isinstance(error, OperationalError | InterfaceError):
        with suppress(DatabaseError, InterfaceError):  # no base at all: the lease runs out, `tick` puts it back
            ending.requeue(run.pk, fence=run.fence)
    else:
        _end(run, JobState.FAILED, fault=JobFault.DEFECT)


def _end(run: JobRun, state: JobState, *, error: str = "", fault: str = "") -> None:
    if not ending.end(run.pk, state, fence=run.fence, error=error, fault=fault):
        logger.warning("job.ended_elsewhere", extra={"job": str(run.pk), "kind": run.kind, "fence": run.fence})


def _log(run: JobRun, error: BaseException) -> None:
    logger.error("job.failed job=%s kind=%s\n%s", run.pk, run.kind, faults.without_values(error))
