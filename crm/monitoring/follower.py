"""What the page of services and monitoring say of the replica, where one is set."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import replica
from core.registries.doctor import DoctorCheck, Finding, Health, Metric, doctor_checks, metrics

UNKNOWN = -1.0


def register() -> None:
    """Nothing where there is none: a house of one server has no line to wonder about."""
    if not replica.is_set():
        return
    doctor_checks.add(DoctorCheck(code="replica", label=gettext_lazy("Replica"), run=check_replica, weight=12))
    metrics.add(
        Metric(code="replica_lag_seconds", help="How far the replica is behind; -1 when it cannot be told", read=lag),
        Metric(code="replica_read", help="1 when reports are read from the replica", read=in_use),
    )


def check_replica() -> Finding:
    """Is it read from, and if not, why? Never a failure: reports are read from the database itself meanwhile."""
    state = replica.look()
    if state.fault == "silent":
        return Finding(Health.WARN, _("The replica does not answer: reports read the main database meanwhile."))
    if state.fault == "alone":
        words = _("The server named in DATABASE_REPLICA_URL follows nobody: reports read the main database.")
        return Finding(Health.WARN, words)
    if state.lag is None:
        words = _("How far the replica is behind cannot be told yet: reports read the main database meanwhile.")
        return Finding(Health.WARN, words)
    told = {"seconds": round(state.lag), "most": settings.REPLICA_LAG_SECONDS}
    if state.fault:
        said = ngettext(
            "The replica is %(seconds)s second behind, more than %(most)s: reports read the main database meanwhile.",
            "The replica is %(seconds)s seconds behind, more than %(most)s: reports read the main database meanwhile.",
            told["seconds"],
        )
        return Finding(Health.WARN, said % told)
    said = ngettext(
        "Reports are read from the replica, which is %(seconds)s second behind.",
        "Reports are read from the replica, which is %(seconds)s seconds behind.",
        told["seconds"],
    )
    return Finding(Health.OK, said % told)


def lag() -> float:
    """Seconds."""
    told = replica.looked_at().lag
    return UNKNOWN if told is None else told


def in_use() -> float:
    """1 or 0."""
    return 0.0 if replica.looked_at().fault else 1.0
