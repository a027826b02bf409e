"""Kinds of jobs for tests; real workers include this module. Each row names the process that wrote it."""

import os
import time

from django.db.models import Max

from core.registries.jobs import JobContext, JobKind, job_kinds
from journal.models import OperationItem

COUNT = "test.count"


def count(job: JobContext) -> None:
    """Write rows 1 … n, each once ever: a second row of one number breaks a constraint. Goes on where it was left."""
    n, pause = job.args["n"], job.args["pause"]
    written = OperationItem.objects.filter(operation_id=job.job_id)
    for seq in range((written.aggregate(top=Max("seq"))["top"] or 0) + 1, n + 1):
        with job.step():
            OperationItem.objects.create(
                operation_id=job.job_id, seq=seq, object_type="test", object_id=str(os.getpid())
            )
            job.progress(seq, n)
            if seq == job.args.get("linger_at"):
                time.sleep(pause)
        if seq != job.args.get("linger_at"):
            time.sleep(pause)


if COUNT not in job_kinds:
    job_kinds.add(JobKind(code=COUNT, label="Counting", run=count))
