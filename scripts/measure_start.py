"""Measures the first acquaintance: install, first start, second start, first visit. Prints a Markdown table.

    .venv/bin/python -m scripts.measure_start [FOLDER]

Clones the committed code into an empty folder and begins from nothing there; pip uses no cache.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.copy_of_product import Copy, forget_data

ROOT = Path(__file__).resolve().parent.parent
LIST = "/clients/"
INSTALL_SECONDS = 900


def cpu() -> str:
    """The processor's name and how many of its cores we may use."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    return f"{name}, {len(os.sched_getaffinity(0))} cores"


def install(folder: Path) -> float:
    began = time.monotonic()
    environment = {**os.environ, "PIP_NO_CACHE_DIR": "1"}
    subprocess.run(["make", "--silent", "setup"], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def signed_in(copy: Copy) -> float:
    """Start and sign in as a person would; returns the seconds until his page was there."""
    began = time.monotonic()
    copy.start(seconds=INSTALL_SECONDS)
    copy.browser.sign_in()
    return time.monotonic() - began


def first_visit(copy: Copy) -> int:
    """Bytes over the wire of the list with all it links, for a browser that has nothing yet."""
    browser = copy.browser
    browser.sign_in()
    return browser.first_visit(LIST)


def measure(place: Path) -> list[tuple[str, str]]:
    """What was measured, row by row."""
    folder = place / "kartoteka"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=True)
    installed = install(folder)
    copy = Copy(folder)
    first = signed_in(copy)
    size = first_visit(copy)
    stopped = copy.stop()
    second = signed_in(copy)
    copy.stop()
    return [
        ("install (`make setup`, packages from the index)", f"{installed:.1f} s"),
        ("first start to a signed-in page, demo base of 2,000 clients included", f"{first:.1f} s"),
        ("second start to a signed-in page", f"{second:.1f} s"),
        ("stop until no process is left", f"{stopped:.1f} s"),
        ("first visit to the list, compressed", f"{size / 1024:.0f} KB"),
    ]


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(dir=arguments[0] if arguments else None) as place:
        Path(place).chmod(0o755)
        try:
            rows = measure(Path(place))
        finally:
            forget_data(Path(place, "kartoteka", "var"))
    load = os.getloadavg()[0]
    sys.stdout.write(f"{cpu()}; {platform.system()} {platform.machine()}, Python {platform.python_version()}; ")
    sys.stdout.write(f"load average {load:.1f}.\n\n| measured | figure |\n|---|---|\n")
    sys.stdout.writelines(f"| {name} | {figure} |\n" for name, figure in rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
