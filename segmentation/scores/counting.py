"""The statements that tell scores: who is asked, of what day, by which settings and borders."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from accounts import company
from core import sql
from segmentation.choices import Measure
from segmentation.models import ScoreSettings
from segmentation.scores.borders import LAST, MONEY, NUMBER, YEAR, Borders, grade, letter
from segmentation.scores.cells import by_grades

INPUTS = "score_inputs"
"""A table of the transaction: what everybody's grades are told from, read once and looked at five times."""
MONTHS = "score_months"
"""Another: how evenly everybody buys. Within a statement that writes, several workers could not read it at once."""
HISTORY = dt.date(1, 1, 2)


@dataclass(frozen=True)
class Question:
    """Scores of whom, and as of which day. `ids` None: of everybody."""

    settings: ScoreSettings
    as_of: dt.date
    ids: Sequence[int] | None = None
    is_past: bool = False
    """Of a day that is not today: counted from purchases, those after it ignored."""
    keeps_months: bool = False
    """The months XYZ looks at are those of the last run: who bought since has been counted one by one."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """Days are the company's."""
        return company.current().zone

    @property
    def from_values(self) -> bool:
        """Standing value rows answer: for the whole history net of returns, today."""
        return not self.is_past and self.settings.window_days is None and self.settings.is_net

    def begins(self, day: dt.date) -> dt.datetime:
        """The moment a day begins in the company's zone."""
        return dt.datetime.combine(day, dt.time(), self.zone)

    def ago(self, days: int) -> dt.date:
        """A day that many days before, not before there were days."""
        return self.as_of - dt.timedelta(days=min(days, (self.as_of - HISTORY).days))

    @property
    def months(self) -> tuple[dt.date, dt.date]:
        """The whole months XYZ looks at: the first day of the first, the day after the last."""
        after = (self.as_of + dt.timedelta(days=1)).replace(day=1)
        number = max(after.year * 12 + after.month - 1 - self.settings.xyz_months, 12)
        return dt.date(number // 12, number % 12 + 1, 1), after

    def params(self) -> dict[str, Any]:
        """All that the parts need."""
        ours = self.settings
        since, until = self.months
        window = HISTORY if ours.window_days is None else self.ago(ours.window_days - 1)
        return {
            "zone": ours_zone(self.zone),
            "as_of": self.as_of,
            "until": self.begins(self.as_of + dt.timedelta(days=1)),
            "since": self.begins(window),
            "year": self.begins(self.ago(364)),
            "months_since": self.begins(since),
            "months_until": self.begins(until),
            "months": ours.xyz_months,
            "least": ours.xyz_least,
            "xyz_x": ours.xyz_x,
            "xyz_y": ours.xyz_y,
            "hot_since": self.begins(self.ago(ours.hot_days)),
            "warm_since": self.begins(self.ago(ours.warm_answered_days)),
            "due_since": self.ago(ours.hot_days),
            "due_until": self.as_of + dt.timedelta(days=ours.hot_days),
            "grades": ours.grades,
            "cells": [code for _cell, code in sorted(by_grades(ours).items())],
            **{name: getattr(ours, name) for name in NUMBERS},
            **({"ids": list(self.ids)} if self.ids is not None else {}),
        }


NUMBERS = (
    "vip_number", "permanent_number", "permanent_days", "permanent_intervals", "hot_days", "warm_bought_days",
    "dead_days",
)  # fmt: skip


def ours_zone(zone: ZoneInfo) -> str:
    """The name PostgreSQL knows it by."""
    return zone.key


def inputs(question: Question) -> str:
    """What grades are told from."""
    name = "inputs_of_values" if question.from_values else "inputs_of_purchases"
    key = "v.customer_id" if question.from_values else "c.id"
    return sql.statement("segmentation", name, {"which": _of(question, key), **_purchases(question)})


def fresh(question: Question, borders: Borders, source: str) -> tuple[str, dict[str, Any]]:
    """Scores of those in `source`, and what the statement needs."""
    ours = question.settings
    money = MONEY[Measure(ours.measure)]
    params = question.params()
    told = {
        "r": grade(LAST, "r", borders.r),
        "f": grade(NUMBER, "f", borders.f),
        "m": grade(money, "m", borders.m),
        "abc": letter(MONEY[Measure(ours.abc_measure)], "abc", borders.abc),
        "abc_year": letter(YEAR, "abc_year", borders.abc_year),
    }
    parts: dict[str, str] = {"source": source, "money": money, "abc_money": MONEY[Measure(ours.abc_measure)]}
    for name, (expression, needed) in told.items():
        parts[name] = expression
        params |= needed
    return sql.statement("segmentation", "fresh_scores", {**parts, **_grounds(question, source)}), params


def _grounds(question: Question, source: str) -> Mapping[str, str]:
    which = {"which": _of(question, "i.customer_id")}
    is_prepared = source == INPUTS and not question.keeps_months
    return {
        "months": f"TABLE {MONTHS}" if is_prepared else _months(question),
        "talks": sql.statement("segmentation", "talks_of_clients", which),
        "tasks": sql.statement("segmentation", "tasks_of_clients", which),
        "unreachable": sql.statement("segmentation", "unreachable_clients", which),
    }


def _months(question: Question) -> str:
    name = "months_standing" if question.keeps_months else "months_of_clients"
    return sql.statement("segmentation", name, _purchases(question))


def _purchases(question: Question) -> Mapping[str, str]:
    counted = "true" if question.settings.is_net else "p.status <> 'returned'"
    return {"of_purchases": _of(question, "p.customer_id"), "counted": counted}


def _of(question: Question, key: str) -> str:
    return "true" if question.ids is None else f"{key} = ANY (%(ids)s)"


def prepare(question: Question) -> None:
    """Read what everybody's scores are told from into tables of this transaction; the planner is told their size."""
    made = {INPUTS: inputs(question)} | ({} if question.keeps_months else {MONTHS: _months(question)})
    with connection.cursor() as cursor:
        for table, rows in made.items():
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
            cursor.execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS {rows}", question.params())
            cursor.execute(f"ANALYZE {table}")
