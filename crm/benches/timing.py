"""Times of a thing done many times, on a machine that does other things too."""

import time
from collections.abc import Callable
from statistics import quantiles

WARM_UP = 3
ROUNDS = 24


def quiet_ms(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return milliseconds of the quicker quarter: what waits for a neighbour is not ours to measure."""
    for _ in range(WARM_UP):
        act()
    return round(quantiles((_once(act) for _ in range(rounds)), n=4)[0] * 1000, 2)


def _once(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
