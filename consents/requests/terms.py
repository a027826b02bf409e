"""Statutory dates (rule S-1): a table of the law and a calendar, nothing else."""

import calendar as months
import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from consents.requests.choices import Regime, RequestKind
from core.workdays import WorkCalendar

ALARMS = (50, 80, 100)
"""Shares of the time gone, in percent, at which those who answer are told."""


@dataclass(frozen=True)
class Term:
    """How long there is: one of `work_days`, `days`, `months`; all zero: at once. `more` is what may be added."""

    law: str
    work_days: int = 0
    days: int = 0
    months: int = 0
    more: int = 0
    """In the same unit; zero: the law knows no extension."""

    def end(self, since: dt.date, calendar: WorkCalendar, *, extended: bool = False) -> dt.date:
        """The last day on which an answer is in time; days are counted from the day after."""
        more = self.more if extended else 0
        if self.work_days:
            return calendar.after(since, self.work_days + more)
        if self.months:
            return months_after(since, self.months + more)
        return since + dt.timedelta(days=self.days + more)


ANSWER = Term("152-FZ 14, 20(1)", work_days=10, more=5)
RU = {
    RequestKind.ACCESS: ANSWER,
    RequestKind.PORTABILITY: ANSWER,
    RequestKind.CORRECT: Term("152-FZ 20(3), 21(2)", work_days=7),
    RequestKind.ERASE: Term("152-FZ 20(3), 21(2)", work_days=7),
    RequestKind.WITHDRAW: Term("152-FZ 21(5)", days=30),
    RequestKind.STOP_PROCESSING: Term("152-FZ 21(5.1)", work_days=10, more=5),
    RequestKind.OBJECT: Term("152-FZ 21(5.1)", work_days=10, more=5),
    RequestKind.RESTRICT: Term("152-FZ 21(1)"),
    RequestKind.STOP_ADS: Term("152-FZ 15(2), 38-FZ 18(1)"),
    RequestKind.REGULATOR: Term("152-FZ 20(4)", work_days=10, more=5),
}
MONTH = {"months": 1, "more": 2}
EU = {
    RequestKind.ACCESS: Term("GDPR 12(3), 15", **MONTH),
    RequestKind.PORTABILITY: Term("GDPR 12(3), 20", **MONTH),
    RequestKind.CORRECT: Term("GDPR 12(3), 16", **MONTH),
    RequestKind.ERASE: Term("GDPR 12(3), 17", **MONTH),
    RequestKind.WITHDRAW: Term("GDPR 7(3), 12(3)", **MONTH),
    RequestKind.STOP_PROCESSING: Term("GDPR 12(3), 21", **MONTH),
    RequestKind.OBJECT: Term("GDPR 12(3), 21", **MONTH),
    RequestKind.RESTRICT: Term("GDPR 12(3), 18", **MONTH),
    RequestKind.STOP_ADS: Term("GDPR 21(2), 21(3)"),
    RequestKind.REGULATOR: Term("GDPR 12(3), 58", **MONTH),
}


def term(kind: str, regime: str) -> Term:
    """What the law gives for such a request."""
    return (EU if regime == Regime.EU else RU)[RequestKind(kind)]


def months_after(day: dt.date, count: int) -> dt.date:
    """The same day of a later month, or that month's last."""
    number = day.year * 12 + day.month - 1 + count
    year, month = number // 12, number % 12 + 1
    return dt.date(year, month, min(day.day, months.monthrange(year, month)[1]))


def ends_at(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The moment the day is over."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=zone)


def gone(received: dt.datetime, ends: dt.datetime, now: dt.datetime) -> int:
    """Which alarm the time has reached: 0, 50, 80 or 100 percent."""
    whole = max((ends - received).total_seconds(), 1)
    share = 100 * (now - received).total_seconds() / whole
    return max((alarm for alarm in ALARMS if share >= alarm), default=0)
