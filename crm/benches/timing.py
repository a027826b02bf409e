"""Times of a thing done many times, on a machine that does other things too."""

import time
from collections.abc import Callable
from statistics import quantiles

ROUNDS = 8
EACH = 3


def by_turns_ms(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return for each act the milliseconds of its quicker quarter.

    They take turns, so that a noisy neighbour disturbs all alike; the first time of each turn is not counted.
    """
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS):
        for name, act in acts.items():
            act()
            times[name] += [_seconds(act) for _ in range(EACH)]
    return {name: round(quantiles(found, n=4)[0] * 1000, 2) for name, found in times.items()}


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
