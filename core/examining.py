"""Runs checks of `core.registries.doctor`: a check that breaks is a failed check, not the end of the others."""

import psycopg
from django.db import OperationalError
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from core.registries.doctor import DoctorCheck, Finding, Health

SERVER_SILENT = (OperationalError, psycopg.OperationalError, RedisError)


def examine(check: DoctorCheck) -> Finding:
    """What the check has found, or that it could not look."""
    try:
        return check.run()
    except SERVER_SILENT:
        return Finding(Health.FAIL, _("Not looked at: a server does not answer."))
    except Exception as error:
        told = _("The check itself broke: %(error)s.") % {"error": str(error).strip() or type(error).__name__}
        return Finding(Health.FAIL, told)
