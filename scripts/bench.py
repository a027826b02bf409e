"""Measures the product at given sizes of the base, each in a fresh copy of its data. Prints a Markdown table.

.venv/bin/python -m scripts.bench 10000 100000
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def seed(customers: int, var: Path) -> dict[str, float]:
    """What `seed_demo --json` says of itself on an empty base."""
    environment = {**os.environ, "KARTOTEKA_VAR": str(var)}

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    manage("services", "up")
    try:
        manage("migrate", "--verbosity", "0")
        told: dict[str, float] = json.loads(manage("seed_demo", "--customers", str(customers), "--json"))
    finally:
        manage("services", "down")
    return told


def forget(var: Path) -> None:
    """Data of servers whose user cannot reach the folder stand elsewhere; `pg` is a link to them."""
    link = var / "pg"
    away = link.resolve().parent
    if link.is_symlink() and away.is_relative_to("/var/lib/kartoteka"):
        shutil.rmtree(away)


def main(sizes: list[str]) -> int:
    sys.stdout.write("| clients | seconds | clients a second |\n|---:|---:|---:|\n")
    for size in map(int, sizes):
        with tempfile.TemporaryDirectory() as place:
            var = Path(place) / "var"
            try:
                seconds = seed(size, var)["seconds"]
            finally:
                forget(var)
        sys.stdout.write(f"| {size:,} | {seconds:.1f} | {size / seconds:,.0f} |\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
