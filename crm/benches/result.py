"""What a bench is asked and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class BenchPlan:
    """Size of the base, and the data set of benches that read files."""

    customers: int
    purchases: int = 0
    dataset: str = ""


@dataclass
class BenchResult:
    """`figures` are of this machine (name them with their unit); `ratios` are what goals are set on."""

    figures: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)


Bench = Callable[[BenchPlan], BenchResult]
