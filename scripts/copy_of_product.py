"""A whole copy of the product, started by `make run` and used over HTTP like a person's browser does."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

OURS = ("KARTOTEKA_", "DATABASE_", "REDIS_", "EMAIL_", "DJANGO_")
DEMO_EMAIL, DEMO_PASSWORD = "admin@demo.example.com", "kartoteka-demo"
STOP_SECONDS = 60
SETTLE_SECONDS = 20
RESOURCE = re.compile(r"""<(?:script|link|img|use)[^>]+(?:src|href)="(/static/[^"#]+)""")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Browser:
    """Keeps cookies; counts the bytes that came over the wire."""

    base: str
    received: int = 0
    _opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)

    def open(self, path: str, form: dict[str, str] | None = None, *, compressed: bool = False) -> tuple[str, bytes]:
        """The address we ended at, and the body. Raises OSError."""
        url = urllib.parse.urljoin(self.base, path)
        data = urllib.parse.urlencode(form).encode() if form else None
        headers = {"Referer": url, **({"Accept-Encoding": "br, gzip"} if compressed else {})}
        with self._opener.open(urllib.request.Request(url, data, headers), timeout=30) as answer:  # noqa: S310
            body: bytes = answer.read()
            self.received += len(body) + len(str(answer.headers))
            return answer.url, body

    def sign_in(self, email: str = DEMO_EMAIL, password: str = DEMO_PASSWORD) -> str:
        """The page a person sees after signing in. Raises RuntimeError when he is not let in."""
        place, body = self.open("/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        if token is None:
            raise RuntimeError(f"{place} is no sign-in page:\n{body.decode()[:2000]}")
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token[1].decode()}
        _, body = self.open(place, form)
        page = body.decode()
        if 'name="password"' in page:
            raise RuntimeError(f"{email} was not let in:\n{page[:3000]}")
        return page

    def first_visit(self, path: str) -> int:
        """Compressed bytes of a page with everything it links."""
        before = self.received
        place, _ = self.open(path, compressed=True)
        _, body = self.open(place)
        self.received = before
        self.open(path, compressed=True)
        for resource in sorted(set(RESOURCE.findall(body.decode()))):
            self.open(resource, compressed=True)
        return self.received - before


@dataclass
class Copy:
    """One running copy in a folder."""

    folder: Path
    port: int = field(default_factory=free_port)
    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    _make: subprocess.Popen[bytes] | None = None
    _strangers: frozenset[int] = frozenset()
    """Who worked in the folder before us: the shell that called, for one."""

    @property
    def log(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.log")

    @property
    def browser(self) -> Browser:
        return Browser(f"http://localhost:{self.port}/")

    def start(self, *, seconds: float) -> float:
        """Start by `make run` and wait for the sign-in page; returns the seconds it took."""
        command = ["make", "run", f"PORT={self.port}", *self.arguments]
        self._strangers = frozenset(of_folder(self.folder))
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._make = subprocess.Popen(
                command,
                cwd=self.folder,
                env=without_product() | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self.answers():
            if self._make.poll() is not None or time.monotonic() - began > seconds:
                raise RuntimeError(f"`make run` did not bring a sign-in page:\n{self.text()}")
            time.sleep(0.05)
        return time.monotonic() - began

    def answers(self) -> bool:
        try:
            self.browser.open("/")
        except (urllib.error.URLError, OSError):
            return False
        return True

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-6000:]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Ask `make` to end; returns the seconds until nothing of the copy runs, or raises RuntimeError."""
        assert self._make is not None
        found = family(self._make.pid) | of_folder(self.folder)
        ours = {pid: born for pid, born in found.items() if pid not in self._strangers}
        began = time.monotonic()
        self._make.send_signal(number)
        self._make.wait(STOP_SECONDS)
        while left := {pid: born for pid, born in ours.items() if birth(pid) == born}:
            if time.monotonic() - began > SETTLE_SECONDS:
                names = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ") for pid in left}
                raise RuntimeError(f"Still running: {names}\n{self.text()}")
            time.sleep(0.05)
        return time.monotonic() - began


def without_product() -> dict[str, str]:
    """Our environment without what would lead a copy to somebody else's servers and files."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


def forget_data(var: Path) -> None:
    """Remove what stands outside `var`: servers whose user cannot reach it keep their data elsewhere."""
    link = var / "pg"
    away = link.resolve().parent
    if link.is_symlink() and away.is_relative_to("/var/lib/kartoteka"):
        shutil.rmtree(away)


def birth(pid: int) -> str:
    """When the process began, empty when it is gone: numbers are given out again. A zombie counts as gone."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if after_name[0] == "Z" else after_name[19]


def processes() -> dict[int, int]:
    """Parents by process."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            found[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    return found


def family(root: int) -> dict[int, str]:
    """The process and all its descendants, with their births."""
    parents = processes()
    members = {root}
    while grown := {pid for pid, parent in parents.items() if parent in members} - members:
        members |= grown
    return {pid: birth(pid) for pid in members if birth(pid)}


def of_folder(folder: Path) -> dict[int, str]:
    """Processes that name the folder or work in it, and their descendants: the keeper of servers is nobody's child."""
    found: dict[int, str] = {}
    for pid in processes():
        if pid == os.getpid():
            continue
        try:
            place = Path(f"/proc/{pid}/cwd").readlink()
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if place.is_relative_to(folder) or str(folder) in words:
            found |= family(pid)
    return found


def main(arguments: list[str]) -> int:
    """Try a copy out: `python -m scripts.copy_of_product FOLDER`."""
    copy = Copy(Path(arguments[0]).resolve())
    seconds = copy.start(seconds=300)
    browser = copy.browser
    try:
        browser.sign_in()
        page = browser.open("/clients/")[1].decode()
        rows = page.count("<tr")
        # Written by packages of requirements.txt alone, as everything here is: a library asks for its own when used.
        book = browser.open("/clients/dictionaries/city/file.xlsx")[1]
    finally:
        stopped = copy.stop()
    sys.stdout.write(f"make run: page in {seconds:.1f} s, {rows} rows in the list, stopped in {stopped:.1f} s.\n")
    if rows < 10:
        sys.stdout.write(page)
    return 0 if rows >= 10 and book.startswith(b"PK") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
