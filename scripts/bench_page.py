"""The part of `docs/benchmarks.md` that a program writes: a table for each bench and what a tenfold base costs."""

import math
import os
import platform
import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.measure_start import cpu

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
HEADING = "## Every bench, by `make bench`"
IS_TIME = re.compile(r"(?:^|_)(?:seconds|ms)(?:_|$)")
SECTION = re.compile(r"<!-- bench (\w+) -->\n.*?<!-- end \w+ -->\n", re.DOTALL)
INTRODUCTION = f"""{HEADING}

Written by the program, a table for each bench as it was last run whole. `×` is a ratio within one run, on which goals
are set. «×10» is what a base ten times larger multiplies a time by, from the smallest size to the largest: 1 is even,
10 grows as the base does, more would be a fault.

"""


@dataclass(frozen=True)
class Told:
    """One run of a bench: what it told, the load average before it, how long it took with its preparation."""

    figures: Mapping[str, float]
    ratios: Mapping[str, float]
    load: float
    seconds: float


def table(name: str, told: Mapping[int, Told]) -> str:
    """One line a figure, one column a size, the growth of times last."""
    lines = [
        f"| {name} | {' | '.join(f'{size:,}' for size in told)} | ×10 |",
        "|---|" + "---:|" * (len(told) + 1),
    ]
    for key in dict.fromkeys(key for one in told.values() for key in one.figures):
        values = {size: one.figures[key] for size, one in told.items() if key in one.figures}
        cells = (f"{values[size]:,}" if size in values else "" for size in told)
        lines.append(f"| {key} | {' | '.join(cells)} | {growth(key, values)} |")
    for key in dict.fromkeys(key for one in told.values() for key in one.ratios):
        cells = (f"{one.ratios[key]:,}×" if key in one.ratios else "" for one in told.values())
        lines.append(f"| {key} | {' | '.join(cells)} | |")
    lines.append(f"| load average before | {' | '.join(f'{one.load:.1f}' for one in told.values())} | |")
    lines.append(f"| the whole bench, s | {' | '.join(f'{one.seconds:.0f}' for one in told.values())} | |")
    return "\n".join([*lines, ""])


def growth(key: str, values: Mapping[int, float]) -> str:
    """By how much a tenfold base multiplies a time, '' for what is no time or was measured at one size."""
    small, large = min(values), max(values)
    if not IS_TIME.search(key) or small == large or min(values[small], values[large]) <= 0:
        return ""
    exponent = math.log(values[large] / values[small]) / math.log(large / small)
    return f"{10**exponent:.1f}"


def machine() -> str:
    """Where and when it was measured, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    commit = _printed("git", "rev-parse", "--short", "HEAD")
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{cpu()}, {memory:.0f} GB, {system}; {time.strftime('%Y-%m-%d')}, commit {commit}."


def write(name: str, told: Mapping[int, Told], page: Path = PAGE) -> None:
    """Put the bench's table in the place of its last one; the rest of the page stays as people wrote it."""
    text = page.read_text(encoding="utf-8")
    section = f"<!-- bench {name} -->\n{table(name, told)}\n{machine()}\n<!-- end {name} -->\n"
    if HEADING not in text:
        text = f"{text.rstrip()}\n\n{INTRODUCTION}"
    standing = {found[1]: found[0] for found in SECTION.finditer(text)}
    text = text.replace(standing[name], section) if name in standing else f"{text.rstrip()}\n\n{section}"
    page.write_text(text, encoding="utf-8")


def _printed(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True).stdout.strip()
