"""Background jobs: one row a run, worked on under a lease by whoever claims it.

`start` queues, `run_here` works in this process, `cancel` stops, `end` writes down an end; `tick` starts what is due,
takes up what was lost.
"""

from journal.runs.ending import cancel, end
from journal.runs.errors import JobCancelled, JobStopped, LeaseLost
from journal.runs.running import run_here, run_in_worker
from journal.runs.starting import start
from journal.runs.ticking import Ticked, tick

__all__ = [
    "JobCancelled",
    "JobStopped",
    "LeaseLost",
    "Ticked",
    "cancel",
    "end",
    "run_here",
    "run_in_worker",
    "start",
    "tick",
]
