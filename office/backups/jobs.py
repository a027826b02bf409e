"""The nightly backup, and one on an administrator's wish."""

import datetime as dt

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from core.registries.doctor import DoctorCheck, Finding, Health, Metric, doctor_checks, metrics
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from core.registries.menu import MenuEntry, MenuGroup, menu
from core.registries.verbs import Verb, verbs
from journal.actors import Named
from journal.entries.record import record
from office.backups import keeping, making

KIND = "office.backup"
MADE = "backup.made"
TAKEN = "backup.taken"
OLD = dt.timedelta(days=2)


def register() -> None:
    """Fill our places."""
    job_kinds.add(JobKind(code=KIND, label=gettext_lazy("Backup"), run=run))
    due_jobs.add(DueJob(code="backup", kind=KIND, daily_at="03:10"))
    doctor_checks.add(DoctorCheck(code="backup", label=gettext_lazy("Backups"), run=check, weight=60))
    metrics.add(Metric(code="backup_age_seconds", help="Age of the newest backup; -1 without any", read=age_seconds))
    menu.add(
        MenuEntry(
            code="backups",
            label=gettext_lazy("Backups"),
            icon="database",
            url_name="office:backups",
            group=MenuGroup.OFFICE,
            weight=80,
            permission=Permission.ADMINISTER,
        )
    )
    _register_verbs()


def _register_verbs() -> None:
    verbs.add(
        Verb(
            code=MADE,
            sentence=gettext_lazy("Made a backup: %(rows)s rows, %(files)s files"),
            tell=lambda details: {"rows": details.get("rows", "—"), "files": details.get("files", "—")},
            label=gettext_lazy("Made a backup"),
            icon="database",
        ),
        Verb(
            code=TAKEN,
            sentence=gettext_lazy("Downloaded a backup: the whole base left the product"),
            label=gettext_lazy("Downloaded a backup"),
            icon="download",
        ),
    )


def run(job: JobContext) -> None:
    """Make one, then let old nightly ones go."""
    why = str(job.args.get("why", "nightly"))
    path = keeping.name(why, timezone.now())
    made = making.make(
        path,
        progress=lambda done, total: job.progress(done, total, _("table %(n)s of %(all)s") % {"n": done, "all": total}),
    )
    gone = keeping.rotate()
    with job.step():
        record(
            MADE,
            by=Named(job.actor_id, job.actor_name),
            object_type="backup",
            object_id=path.name[:40],
            details={"rows": made.rows, "files": made.files, "removed": len(gone)},
        )


def check() -> Finding:
    """Whether there is a backup not older than two days."""
    backups = keeping.kept()
    if not backups:
        return Finding(
            Health.WARN,
            _("There is no backup yet. The first one is made at night; to make it now: manage.py backup --out FILE."),
        )
    age = timezone.now() - backups[0].made_at
    if age > OLD:
        return Finding(Health.FAIL, _too_old(age.days))
    return Finding(Health.OK, _("The last backup: %(at)s ago.") % {"at": timesince(backups[0].made_at)})


def age_seconds() -> float:
    """For monitoring."""
    backups = keeping.kept()
    return (timezone.now() - backups[0].made_at).total_seconds() if backups else -1.0


def _too_old(days: int) -> str:
    text = ngettext(
        "The last backup is %(days)s day old. Look at the background jobs; to make one now: %(command)s.",
        "The last backup is %(days)s days old. Look at the background jobs; to make one now: %(command)s.",
        days,
    )
    return text % {"days": days, "command": "manage.py backup --out FILE"}
