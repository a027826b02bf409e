"""Runs every bench of `manage.py bench` at given sizes of the base and writes them into `docs/benchmarks.md`.

    .venv/bin/python -m scripts.bench 10000 100000
    .venv/bin/python -m scripts.bench 10000 --only list card

The page is written anew after each bench: one that is broken off leaves what it has measured.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts import bench_page
from scripts.bench_page import Told
from scripts.copy_of_product import forget_data, without_product

ROOT = Path(__file__).resolve().parent.parent
MOST = {"send": 100_000}
"""Sizes above which a bench would only last longer: a letter costs what the one before it did."""


def manage(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command with data of its own; what it prints is kept, what it complains of is shown, its pages are not."""
    command = [sys.executable, "manage.py", *arguments]
    environment = without_product() | {"KARTOTEKA_VAR": str(var), "KARTOTEKA_LOG_LEVEL": "WARNING"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, text=True)


def names() -> list[str]:
    """Benches there are."""
    program = "from crm.benches.catalogue import BENCHES; print(*BENCHES)"
    program = f"import django; django.setup(); {program}"
    with tempfile.TemporaryDirectory() as var:
        environment = without_product() | {"KARTOTEKA_VAR": var, "DJANGO_SETTINGS_MODULE": "crm.settings"}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.split()


def measure(var: Path, name: str, size: int) -> Told | None:
    """What one bench tells at one size, None when it failed, with the reason on standard error."""
    load, began = os.getloadavg()[0], time.monotonic()
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {name} {size:,}\n")
    done = manage(var, "bench", name, "--customers", str(size), "--json")
    if done.returncode:
        return None
    said = json.loads(done.stdout)
    return Told(said["figures"], said["ratios"], load=load, seconds=time.monotonic() - began)


def run_all(var: Path, sizes: list[int], wanted: list[str]) -> list[str]:
    """Names of the benches that failed at some size."""
    failed = []
    for name in wanted:
        told = {size: measure(var, name, size) for size in sizes if size <= MOST.get(name, size)}
        failed += [f"{name} {size:,}" for size, one in told.items() if one is None]
        known = {size: one for size, one in told.items() if one is not None}
        if known:
            bench_page.write(name, known)
            sys.stdout.write(bench_page.table(name, known) + "\n")
            sys.stdout.flush()
    return failed


def main(arguments: list[str]) -> int:
    """Measure; 1 when a bench failed."""
    parser = argparse.ArgumentParser(description="Every bench at the given sizes, into docs/benchmarks.md")
    parser.add_argument("sizes", type=int, nargs="+", help="how many clients the base has")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these benches alone")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # the servers' user must reach their data
        var = Path(place) / "var"
        try:
            manage(var, "services", "up").check_returncode()
            failed = run_all(var, sorted(chosen.sizes), chosen.only or names())
        finally:
            manage(var, "services", "down")
            forget_data(var)
    if failed:
        sys.stderr.write(f"Failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
