"""Load on a whole product, printed as Markdown: p95 by page when nothing else goes on and while jobs do, and errors.

    python -m scripts.load --customers 1000000 --managers 50 --minutes 10

A base of its own is seeded in a folder that goes afterwards; `--place FOLDER` keeps it, and is quicker the next time.
"""

import argparse
import csv
import json
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from crm.benches.sinks import sink
from scripts.copy_of_product import forget_data, free_port, without_product

ROOT = Path(__file__).resolve().parent.parent.parent
ADMIN = "load-admin@load.example.com"
GOAL = 2.0
PURCHASES_EACH = 5
SUPERVISORS_OF = 10
"""One supervisor for so many managers."""
SIGN_INS_A_SECOND = 0.4
"""From one address 30 a minute are let in."""
START_SECONDS, STOP_SECONDS = 300, 120
SOME_FAILED = 1
"""Exit code of locust when a request has failed: the table tells it."""
LEAST_ASKED = 20
"""The 95th of fewer answers is the slowest of them, and says nothing of the page."""


@dataclass(frozen=True)
class Plan:
    """What was asked for."""

    customers: int
    managers: int
    minutes: float
    place: Path

    @property
    def supervisors(self) -> int:
        return max(1, self.managers // SUPERVISORS_OF)


@dataclass(frozen=True)
class Page:
    """How a page answered: how often, how often wrongly, milliseconds within which 95 of 100 came."""

    asked: int
    failed: int
    p95: float


class Product:
    """A base of its own, and commands on it."""

    def __init__(self, plan: Plan, sink_port: int) -> None:
        self.plan = plan
        self.log = plan.place / "load.log"
        self.environment = without_product() | {
            "KARTOTEKA_VAR": str(plan.place / "var"),
            "KARTOTEKA_LOAD_ADMIN": ADMIN,
            "KARTOTEKA_LOAD_PASSWORD": secrets.token_urlsafe(12),
            "KARTOTEKA_LOAD_MANAGERS": str(plan.managers),
            "KARTOTEKA_LOAD_SUPERVISORS": str(plan.supervisors),
            "KARTOTEKA_LOAD_CUSTOMERS": str(plan.customers),
            "KARTOTEKA_LOAD_SINK": str(sink_port),
            "KARTOTEKA_PRIVATE_HOSTS": "127.0.0.1",  # where the sink is
        }

    def manage(self, *arguments: str, text: str | None = None) -> str:
        """What a command printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True, input=text
        )
        return done.stdout

    def make(self) -> None:
        """Seed it, unless an earlier load has, and make its people."""
        self.manage("services", "up")
        self.environment |= self._servers()
        self.manage("migrate", "--database", "owner")
        if not (self.plan.place / "seeded").exists():
            customers = str(self.plan.customers)
            purchases = str(self.plan.customers * PURCHASES_EACH)
            size = ("--customers", customers, "--purchases", purchases)
            self.manage("seed_demo", *size, "--duplicates", "0.01", "--json")
            (self.plan.place / "seeded").touch()
        self._make_admin()
        told = self.inside("prepare").communicate()[0]
        _say(f"Base: {self.plan.customers:,} clients; people: {told.strip()}\n")

    def _make_admin(self) -> None:
        """Who brings in, scores and sends; of an earlier load he stands already."""
        command = [sys.executable, "manage.py", "create_user", ADMIN, "--role", "admin", "--password-stdin"]
        subprocess.run(
            command, cwd=ROOT, env=self.environment, check=False, text=True, capture_output=True,
            input=self.environment["KARTOTEKA_LOAD_PASSWORD"],
        )  # fmt: skip

    def _servers(self) -> dict[str, str]:
        told = json.loads(self.manage("services", "status", "--json"))
        names = {"DATABASE_URL": "database_url", "DATABASE_OWNER_URL": "database_owner_url", "REDIS_URL": "redis_url"}
        return {name: told[key] for name, key in names.items()}

    def inside(self, act: str) -> "subprocess.Popen[str]":
        """A process that works with the product's own code."""
        return subprocess.Popen(
            [sys.executable, "-m", "scripts.load.inside", act],
            cwd=ROOT,
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "crm.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def running(self) -> Iterator[str]:
        """Web server, workers, clock; yields the address."""
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "manage.py", "up", "--port", str(port), "--host", "127.0.0.1", "--demo", "none"]
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                [*command, "--no-backup"], cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        try:
            self._wait(process, url)
            yield url
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)

    def _wait(self, process: "subprocess.Popen[bytes]", url: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{url}/readyz", timeout=5).close()  # noqa: S310  # our own loopback
            except (URLError, OSError) as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"The product did not start:\n{self.log.read_text()[-4000:]}") from error
                time.sleep(0.5)
            else:
                return

    def people_at(self, url: str, phase: str, minutes: float, people: int) -> dict[str, Page]:
        """So many people for so long; a minute more for each two dozen of sign-ins."""
        folder = self.plan.place / phase
        folder.mkdir(exist_ok=True)
        seconds = round(minutes * 60 + people / SIGN_INS_A_SECOND)
        command = [sys.executable, "-m", "locust", "-f", "scripts/load/managers.py", "--headless", "--only-summary"]
        command += ["--users", str(people), "--spawn-rate", str(SIGN_INS_A_SECOND), "--run-time", f"{seconds}s"]
        command += ["--host", url, "--csv", str(folder / "told"), "--stop-timeout", "30", "--loglevel", "WARNING"]
        with (folder / "locust.log").open("wb") as log:
            done = subprocess.run(command, cwd=ROOT, env=self.environment, check=False, stdout=log, stderr=log)
        if done.returncode not in {0, SOME_FAILED}:
            raise SystemExit(f"locust did not work:\n{(folder / 'locust.log').read_text()[-4000:]}")
        return pages(folder / "told_stats.csv")


def pages(path: Path) -> dict[str, Page]:
    """What locust has written, by name of the page."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        row["Name"]: Page(int(row["Request Count"]), int(row["Failure Count"]), float(row["95%"]))
        for row in rows
        if row["Name"] != "Aggregated" and int(row["Request Count"])
    }


def table(quiet: Mapping[str, Page], loaded: Mapping[str, Page]) -> str:
    """A line a page; the ratio is the goal's."""
    lines = ["| page | asked | p95 quiet, ms | p95 under load, ms | ratio | errors |", "|---|---:|---:|---:|---:|---:|"]
    for name in sorted({*quiet, *loaded}):
        before, after = quiet.get(name), loaded.get(name)
        asked = sum(one.asked for one in (before, after) if one)
        failed = sum(one.failed for one in (before, after) if one)
        ratio = f"{after.p95 / before.p95:.2f}" if before and after and before.p95 else "–"
        cells = [f"{one.p95:,.0f}" if one else "–" for one in (before, after)]
        lines.append(f"| {name} | {asked:,} | {cells[0]} | {cells[1]} | {ratio} | {failed} |")
    return "\n".join(lines) + "\n"


def verdict(quiet: Mapping[str, Page], loaded: Mapping[str, Page]) -> str:
    """Whether the goal is met: no errors, no page that was asked for often over twice its quiet figure."""
    failed = sum(page.failed for part in (quiet, loaded) for page in part.values())
    often = {
        name for name, page in loaded.items() if name in quiet and min(page.asked, quiet[name].asked) >= LEAST_ASKED
    }
    ratios = {name: loaded[name].p95 / quiet[name].p95 for name in often if quiet[name].p95}
    over = sorted(name for name, ratio in ratios.items() if ratio > GOAL)
    worst = max(ratios.values(), default=0.0)
    return f"Errors: {failed}. Worst ratio: {worst:.2f} (goal {GOAL:.0f}); over it: {', '.join(over) or 'none'}.\n"


def run(plan: Plan) -> int:
    """Seed, look at it quiet, look at it under load."""
    with sink("mail") as letters:
        product = Product(plan, letters.port)
        try:
            product.make()
            with product.running() as url:
                people = plan.managers + plan.supervisors
                quiet = product.people_at(url, "quiet", plan.minutes, people)
                work = product.inside("work")
                try:
                    loaded = product.people_at(url, "loaded", plan.minutes, people)
                finally:
                    told = work.communicate()[0]
            _say(f"{table(quiet, loaded)}\n{verdict(quiet, loaded)}")
            _say(f"Beside them: {told.strip()}; letters the sink took: {letters.taken():,}\n")
        finally:
            product.manage("services", "down")
    failed = any(page.failed for part in (quiet, loaded) for page in part.values())
    return int(failed or work.returncode != 0)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description="Load on a whole product.")
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--managers", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--place", type=Path, help="a folder to keep the base in")
    asked = parser.parse_args()
    if asked.place:
        asked.place.mkdir(parents=True, exist_ok=True)
        return run(Plan(asked.customers, asked.managers, asked.minutes, asked.place.resolve()))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)  # the servers' user must reach their data
        try:
            return run(Plan(asked.customers, asked.managers, asked.minutes, place))
        finally:
            forget_data(place / "var")


if __name__ == "__main__":
    sys.exit(main())
