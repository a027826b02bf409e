"""Attacks this product with public tools, in an environment of their own; exit code 1 when anything medium is found.

    python -m scripts.attack                                  known holes of packages, code, secrets
    python -m scripts.attack --url http://localhost:8000/     also wapiti, against a demo base that may be spoilt

`docs/security.md` tells what was found and what the reviewed exceptions below rest on.
"""

import argparse
import http.cookiejar
import json
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "attack"
TOOLS = ("pip-audit==2.10.1", "bandit==1.9.4", "detect-secrets==1.5.0", "wapiti3==3.2.3")
LEVELS = ("", "low", "medium", "high", "critical")
MEDIUM = 2

# Reviewed one by one, and looked at by ruff's own S rules at every check. SQL is put together of names from models and
# registries, values go by parameters (B608, B610, B611); mark_safe wraps what format_html has escaped (B308, B703).
REVIEWED_TESTS = "B101,B308,B404,B603,B607,B608,B610,B611,B703"
# Places that listen on all interfaces when asked to, look at loopback, or name a folder that the system keeps for this.
REVIEWED_LINES = {
    ("B104", "crm/supervisor/address.py"),
    ("B104", "crm/supervisor/supervisor.py"),
    ("B108", "deploy/gunicorn_conf.py"),
    ("B108", "embedded/postgres.py"),
    ("B310", "deploy/health.py"),
}
# An example address in the manual, the parser of such addresses, an alphabet.
REVIEWED_SECRETS = {
    ("README.md", "Basic Auth Credentials"),
    ("README.ru.md", "Basic Auth Credentials"),
    ("core/env.py", "Basic Auth Credentials"),
    ("messaging/public/shortening.py", "Base64 High Entropy String"),
}
# Hashes of triggers and passwords of tests are no secrets.
NO_SECRETS = r"(/migrations/|^tests/|^constraints\.txt$|^static/vendor/)"

# All that need no server of strangers.
MODULES = "backup,cookieflags,crlf,csp,csrf,exec,file,http_headers,ldap,methods,permanentxss,redirect,sql,upload,xss"

# Where a person ends his own session or is asked for his password: a crawler would stand outside from then on.
ENDS_SESSION: tuple[str, ...] = ("logout/", "login/", "reauthenticate/", "password/*")
ENDS_SESSION += tuple(f"profile/{one}" for one in ("sign-out-everywhere/", "sessions/*", "second-factor/*"))

Finding = tuple[str, str]
"""Level and words."""


def prepared() -> Path:
    """The folder of the tools; made at the first call."""
    stamp = PLACE / "tools.txt"
    wanted = "\n".join(TOOLS)
    if not stamp.is_file() or stamp.read_text() != wanted:
        venv.create(PLACE / "venv", with_pip=True, clear=True)
        pip = [str(PLACE / "venv" / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, *TOOLS], check=True)
        stamp.write_text(wanted)
    return PLACE / "venv" / "bin"


def packages(tools: Path) -> Iterator[Finding]:
    """Known holes of everything that is pinned. They have no level: each counts as high."""
    told = _json([tools / "pip-audit", "-r", "constraints.txt", "--no-deps", "--disable-pip", "-f", "json"])
    for package in told["dependencies"]:
        for hole in package.get("vulns", []):
            yield "high", f"{package['name']} {package['version']}: {hole['id']}, mended in {hole['fix_versions']}"


def code(tools: Path) -> Iterator[Finding]:
    """What bandit says of our packages, without what was reviewed."""
    names = [path.parent.name for path in sorted(ROOT.glob("*/__init__.py")) if path.parent.name != "tests"]
    told = _json([tools / "bandit", "-r", *names, "-q", "-f", "json", "-s", REVIEWED_TESTS])
    for found in told["results"]:
        if (found["test_id"], found["filename"].removeprefix("./")) not in REVIEWED_LINES:
            place = f"{found['filename']}:{found['line_number']}"
            yield found["issue_severity"].lower(), f"{found['test_id']} {place} {found['issue_text']}"


def secrets(tools: Path) -> Iterator[Finding]:
    """Keys and passwords in files of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    files = [name for name in listed.stdout.split("\0") if name and not re.search(NO_SECRETS, name)]
    told = _json([tools / "detect-secrets", "scan", "--disable-plugin", "KeywordDetector", *files])
    for name, found in told["results"].items():
        for secret in found:
            if (name, secret["type"]) not in REVIEWED_SECRETS:
                yield "high", f"{name}:{secret['line_number']} {secret['type']}"


def pages(tools: Path, url: str, login: tuple[str, str], seconds: int) -> Iterator[Finding]:
    """Wapiti, as a stranger and as somebody who is signed in."""
    for who, cookies in (("stranger", ""), (login[0], signed_in(url, *login))):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            command = [tools / "wapiti", "-u", url, "--scope", "domain", "-d", "4", "--max-links-per-page", "40"]
            command += ["--max-scan-time", str(seconds), "--max-attack-time", str(max(seconds // 12, 20))]
            command += ["-m", MODULES, "--no-bugreport", "--flush-session"]
            command += ["-f", "json", "-o", report, "-v", "0", "--store-session", folder]
            if cookies:
                command += ["-H", f"Cookie: {cookies}"]
                for address in ENDS_SESSION:
                    command += ["-x", urllib.parse.urljoin(url, address)]
            subprocess.run(list(map(str, command)), cwd=ROOT, check=False)
            told = json.loads(report.read_text())
        say(f"  {who}: {told['infos'].get('crawled_pages_nbr', '?')} pages")
        if cookies and not is_in(url, cookies):
            yield "high", f"{who}: the session ended on the way, what came after was looked at as a stranger"
        yield from _of_wapiti(told, who)


def _of_wapiti(told: dict[str, Any], who: str) -> Iterator[Finding]:
    for kind in ("vulnerabilities", "anomalies"):
        for name, found in told[kind].items():
            for one in found:
                yield LEVELS[one["level"]], f"{name}, {who}: {one['method']} {one['path']} {one['info']}"


def signed_in(url: str, email: str, password: str) -> str:
    """The header of cookies of somebody who has signed in."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = urllib.parse.urljoin(url, "login/")
    with opener.open(page, timeout=60) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
    if token is None:
        raise SystemExit(f"No form to sign in at {page}.")
    form = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
    request = urllib.request.Request(page, urllib.parse.urlencode(form).encode(), {"Referer": page})  # noqa: S310
    with opener.open(request, timeout=60) as answer:
        if answer.url.rstrip("/").endswith("login"):
            raise SystemExit(f"{email} was not let in.")
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def is_in(url: str, cookies: str) -> bool:
    """Whether these cookies still open the person's own page."""
    request = urllib.request.Request(urllib.parse.urljoin(url, "profile/"), headers={"Cookie": cookies})  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return "login" not in str(answer.url)


def _json(command: list[Any]) -> Any:
    """What a tool prints; its exit code only says that it has found something."""
    done = subprocess.run(list(map(str, command)), cwd=ROOT, check=False, capture_output=True, text=True)
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"{Path(command[0]).name} broke:\n{done.stderr}") from None


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def report(name: str, look: Callable[[], Iterator[Finding]]) -> bool:
    """Print what was found; True when nothing is medium or worse."""
    say(f"{name}…")
    found = sorted(set(look()), key=lambda finding: (-LEVELS.index(finding[0]), finding[1]))
    for level, words in found:
        say(f"  {level}: {words}")
    bad = sum(LEVELS.index(level) >= MEDIUM for level, _words in found)
    say(f"  {bad} medium or worse, {len(found) - bad} low")
    return not bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a running product with a demo base")
    parser.add_argument("--email", default="manager@demo.example.com")
    parser.add_argument("--password", default="kartoteka-demo")
    parser.add_argument(
        "--seconds", type=int, default=900, help="how long wapiti looks round, for each of two visitors"
    )
    parser.add_argument("--only", choices=["packages", "code", "secrets", "pages"])
    asked = parser.parse_args()
    tools = prepared()
    looks: dict[str, Callable[[], Iterator[Finding]]] = {
        "packages": lambda: packages(tools),
        "code": lambda: code(tools),
        "secrets": lambda: secrets(tools),
    }
    if asked.url:
        looks["pages"] = lambda: pages(tools, asked.url, (asked.email, asked.password), asked.seconds)
    results = [report(name, look) for name, look in looks.items() if asked.only in (None, name)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
