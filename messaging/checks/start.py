"""What `doctor` asks of sending, and the job that keeps balances fresh."""

import structlog
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.registries.doctor import DoctorCheck, Finding, Health, doctor_checks
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from messaging.checks import sending
from messaging.checks.names import Checked, Names
from messaging.gateways import services

BALANCES = "messaging.balances"
WORST = (Health.FAIL, Health.WARN)

log = structlog.get_logger(__name__)


def register() -> None:
    """Add our checks and the job."""
    doctor_checks.add(
        DoctorCheck(code="sending", label=gettext_lazy("Sending to clients"), run=check_sending, weight=38),
        DoctorCheck(
            code="sender_domains",
            label=gettext_lazy("Domains of senders"),
            run=check_domains,
            weight=39,
            asks_outside=True,
        ),
    )
    job_kinds.add(JobKind(code=BALANCES, label=gettext_lazy("Balances of gateways"), run=ask_balances))
    due_jobs.add(DueJob(code="balances", kind=BALANCES, every_seconds=3600))


def check_sending() -> Finding:
    """Gateways, money, the header to unsubscribe. The trial's own gateways are no fault of a trial."""
    if not sending.real_gateways():
        return Finding(Health.OK, _("Only gateways of the trial: nothing leaves the product."))
    return _worst(sending.everything(), _("Everything that messages need is there."))


def check_domains() -> Finding:
    """SPF, DKIM, DMARC of every sender of letters."""
    lines = sending.domains(Names())
    if not lines:
        return Finding(Health.OK, _("No letters leave the product."))
    return _worst(lines, _("SPF, DKIM and DMARC are there."))


def ask_balances(job: JobContext) -> None:
    """Of every gateway that has one; a silent gateway does not hold up the others."""
    for number, gateway in enumerate(sending.real_gateways(), 1):
        try:
            services.look(gateway)
        except DomainError as error:
            log.warning("balance_unknown", gateway=gateway.code, error=str(error.code))
        job.progress(number, 0)


def _worst(lines: list[Checked], fine: str) -> Finding:
    for health in WORST:
        told = [f"{line.title}: {line.finding.message}" for line in lines if line.finding.health is health]
        if told:
            return Finding(health, " ".join(told))
    return Finding(Health.OK, fine)
