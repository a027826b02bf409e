"""Runs every bench of `manage.py bench` at given sizes of the base and prints Markdown tables.

.venv/bin/python -m scripts.bench 10000 100000
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.copy_of_product import forget_data, without_product

ROOT = Path(__file__).resolve().parent.parent
Told = dict[str, dict[str, float]]


def manage(var: Path, *arguments: str) -> str:
    """What a command printed. Its data are its own."""
    command = [sys.executable, "manage.py", *arguments]
    environment = without_product() | {"KARTOTEKA_VAR": str(var)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def names() -> list[str]:
    """Benches there are."""
    program = "from crm.benches.catalogue import BENCHES; print(*sorted(BENCHES))"
    program = f"import django; django.setup(); {program}"
    with tempfile.TemporaryDirectory() as var:
        environment = without_product() | {"KARTOTEKA_VAR": var, "DJANGO_SETTINGS_MODULE": "crm.settings"}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.split()


def table(name: str, told: dict[int, Told]) -> str:
    """One line a figure, one column a size."""
    lines = [f"| {name} | {' | '.join(f'{size:,}' for size in told)} |", "|---|" + "---:|" * len(told)]
    for kind, sign in (("figures", ""), ("ratios", "×")):
        keys = dict.fromkeys(key for result in told.values() for key in result[kind])
        for key in keys:
            cells = (f"{sign}{result[kind][key]:,}" if key in result[kind] else "" for result in told.values())
            lines.append(f"| {key} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", ""])


def main(sizes: list[str]) -> int:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # the servers' user must reach their data
        var = Path(place) / "var"
        try:
            manage(var, "services", "up")
            for name in names():
                told = {
                    int(size): json.loads(manage(var, "bench", name, "--customers", size, "--json")) for size in sizes
                }
                sys.stdout.write(table(name, told))
                sys.stdout.flush()
        finally:
            manage(var, "services", "down")
            forget_data(var)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
