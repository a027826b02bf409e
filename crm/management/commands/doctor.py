"""Looks whether this copy is well."""

from typing import Any

import psycopg
from django.db import OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from redis.exceptions import RedisError

from core.registries.doctor import DoctorCheck, Finding, Health, doctor_checks
from crm.management.base import JsonObject, KartotekaCommand

SERVER_SILENT = (OperationalError, psycopg.OperationalError, RedisError)
SIGNS = {Health.OK: "+", Health.WARN: "!", Health.FAIL: "-"}


class Command(KartotekaCommand):
    """Run every check and say what to do; exit code 1 when one has failed."""

    help = gettext_lazy("Check configuration, database, queue, workers, mail and disk; says what to do.")

    def work(self, **options: Any) -> JsonObject:
        found = [(check, _examine(check)) for check in doctor_checks]
        for check, finding in found:
            self.say(f"{SIGNS[finding.health]} {check.label}: {finding.message}")
        if any(finding.health is Health.FAIL for _check, finding in found):
            self.exit_code = 1
        return {
            "checks": [
                {"code": check.code, "status": finding.health.value, "message": str(finding.message)}
                for check, finding in found
            ]
        }


def _examine(check: DoctorCheck) -> Finding:
    """Run one check; its own breakdown is a failed check, not the end of the others."""
    try:
        return check.run()
    except SERVER_SILENT:
        return Finding(Health.FAIL, _("Not looked at: a server does not answer."))
    except Exception as error:
        told = _("The check itself broke: %(error)s.") % {"error": str(error).strip() or type(error).__name__}
        return Finding(Health.FAIL, told)
