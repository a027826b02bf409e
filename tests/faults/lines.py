"""How a run of each kind of job is begun on the demo base, with enough before it that it has a middle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.services import system_user
from journal import runs
from journal.models import JobRun

Begin = Callable[[], JobRun]


@dataclass(frozen=True)
class Line:
    """One run to be killed."""

    kind: str
    begin: Begin
    about: str = ""
    """Tells lines of one kind from each other."""
    apart: Mapping[str, str] = field(default_factory=dict)
    """What may be otherwise after a kill («table» or «table.column»), and why that is right."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.about}" if self.about else self.kind


LINES: list[Line] = []


def line(kind: str, *, about: str = "", apart: Mapping[str, str] | None = None) -> Callable[[Begin], Begin]:
    """A function that arranges rows and begins a run."""

    def add(begin: Begin) -> Begin:
        LINES.append(Line(kind, begin, about, apart or {}))
        return begin

    return add


def by_itself(kind: str, **options: Any) -> None:
    """What comes round finds its work in the demo base."""
    line(kind, **options)(lambda: started(kind))


def started(kind: str, by: User | None = None, **args: Any) -> JobRun:
    """A run with these arguments, by the program unless a person begins it."""
    return runs.start(kind, by=by or system_user(), args=args)


def run_of(job: UUID | None) -> JobRun:
    """The run that an act has begun."""
    assert job
    return JobRun.objects.get(pk=job)


def admin() -> User:
    """The administrator of the demo base."""
    return User.objects.select_related("role").get(email="admin@demo.example.com")
