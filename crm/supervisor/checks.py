"""What `doctor` asks about servers, settings and processes."""

import shutil
import time

import psycopg
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.db import OWNER
from core.errors import DomainError
from core.registries.doctor import DoctorCheck, Finding, Health
from crm.jobs import TICKED_AT
from crm.supervisor import database, queue, schema
from crm.supervisor.certificate import check_certificate

SILENT_SECONDS = 180
"""The clock ticks each minute; three missed ticks are no accident."""
DISK_FAIL_MB = 200
DISK_WARN_MB = 2_000
LEAST_KEY = 40


def check_database() -> Finding:
    """Is the database reached and fit for Russian names?"""
    try:
        found = database.ask()
    except psycopg.OperationalError as error:
        return Finding(Health.FAIL, database.unreachable(error))
    if message := database.unfitness(found):
        return Finding(Health.FAIL, message)
    return Finding(Health.OK, _("PostgreSQL %(version)s knows Cyrillic letters.") % {"version": found.version})


def check_roles() -> Finding:
    """Does the application's role own the tables?"""
    if not database.ask().can_truncate:
        return Finding(Health.OK, _("The application's role does not own the tables."))
    return Finding(
        Health.WARN,
        _(
            "One database role does everything, so it could empty the journal (TRUNCATE). "
            "Make a second role and give the owner's address in DATABASE_OWNER_URL."
        ),
    )


def check_migrations() -> Finding:
    """Does the base fit the code?"""
    loader = MigrationLoader(connections[OWNER])
    try:
        schema.refuse_newer_base(loader)
    except DomainError as error:
        return Finding(Health.FAIL, str(error))
    missing = len(set(loader.disk_migrations) - set(loader.applied_migrations))
    if missing:
        told = _("The base lacks %(count)s migrations. Run manage.py migrate, or restart: up does it.")
        return Finding(Health.FAIL, told % {"count": missing})
    return Finding(Health.OK, _("The base fits the code."))


def check_disk() -> Finding:
    """Is there room?"""
    free = shutil.disk_usage(settings.VAR_DIR).free // 2**20
    told = _("%(free)s MB are free where %(folder)s stands.") % {"free": free, "folder": settings.VAR_DIR}
    if free >= DISK_WARN_MB:
        return Finding(Health.OK, told)
    return Finding(Health.FAIL if free < DISK_FAIL_MB else Health.WARN, f"{told} {_('Free some space.')}")


def check_queue() -> Finding:
    """Is the queue reached?"""
    message = queue.complaint()
    return Finding(Health.FAIL, message) if message else Finding(Health.OK, _("The queue answers."))


def check_workers() -> Finding:
    """Has a worker heard the clock lately?"""
    ticked_at = cache.get(TICKED_AT)
    if ticked_at is not None and time.time() - ticked_at < SILENT_SECONDS:
        return Finding(Health.OK, _("Workers and the clock are alive."))
    if ticked_at is None:
        return Finding(
            Health.WARN,
            _(
                "No worker has heard the clock yet: after a start it takes a minute. "
                "If it stays so, start manage.py up, or see its logs."
            ),
        )
    return Finding(
        Health.WARN,
        _(
            "No worker has heard the clock for three minutes: background work stands still. "
            "Start manage.py up, or see its logs."
        ),
    )


def check_mail() -> Finding:
    """Do letters to staff leave the machine?"""
    if settings.EMAIL_HOST:
        return Finding(Health.OK, _("Letters to staff go through %(host)s.") % {"host": settings.EMAIL_HOST})
    return Finding(
        Health.WARN,
        _("No mail server is set: letters to staff are kept as files in %(folder)s. Set EMAIL_HOST.")
        % {"folder": settings.EMAIL_FILE_PATH},
    )


def check_safety() -> Finding:
    """Are the settings fit for strangers, when strangers can come?"""
    if settings.DEBUG:
        health = Health.WARN if settings.ON_LOOPBACK else Health.FAIL
        return Finding(health, _("KARTOTEKA_DEBUG is on: pages of errors show data to everybody. Take it away."))
    if not settings.ON_LOOPBACK and not settings.HTTPS:
        told = _("Passwords travel in the open. Put a proxy with HTTPS in front and take KARTOTEKA_HTTPS=0 away.")
        return Finding(Health.WARN, told)
    secured = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS
    if settings.HTTPS and not secured:
        return Finding(Health.FAIL, _("Cookies or addresses may leave HTTPS: HSTS and secure cookies must be on."))
    if len(settings.SECRET_KEY) < LEAST_KEY:
        return Finding(Health.FAIL, _("KARTOTEKA_SECRET_KEY is short. Take 50 random letters or more."))
    return Finding(Health.OK, _("Settings are safe for this host."))


CHECKS = (
    DoctorCheck(code="database", label=gettext_lazy("Database"), run=check_database, weight=10),
    DoctorCheck(code="database_roles", label=gettext_lazy("Database roles"), run=check_roles, weight=11),
    DoctorCheck(code="migrations", label=gettext_lazy("Migrations"), run=check_migrations, weight=12),
    DoctorCheck(code="disk", label=gettext_lazy("Disk"), run=check_disk, weight=20),
    DoctorCheck(code="queue", label=gettext_lazy("Queue"), run=check_queue, weight=30),
    DoctorCheck(code="workers", label=gettext_lazy("Workers"), run=check_workers, weight=31),
    DoctorCheck(code="mail", label=gettext_lazy("Mail"), run=check_mail, weight=40),
    DoctorCheck(code="safety", label=gettext_lazy("Safety"), run=check_safety, weight=50),
    DoctorCheck(
        code="certificate", label=gettext_lazy("Certificate"), run=check_certificate, weight=51, asks_outside=True
    ),
)
