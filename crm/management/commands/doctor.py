"""Looks whether this copy is well."""

from typing import Any

from django.utils.translation import gettext_lazy

from core.examining import examine
from core.registries.doctor import Health, doctor_checks
from crm.management.base import JsonObject, KartotekaCommand

SIGNS = {Health.OK: "+", Health.WARN: "!", Health.FAIL: "-"}


class Command(KartotekaCommand):
    """Run every check and say what to do; exit code 1 when one has failed."""

    help = gettext_lazy("Check configuration, database, queue, workers, mail and disk; says what to do.")

    def work(self, **options: Any) -> JsonObject:
        found = [(check, examine(check)) for check in doctor_checks]
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
