"""All static checks, each by its own program; one that fails does not hide the next.

python -m scripts.check                  all
python -m scripts.check lint types       some
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]


def run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def form() -> bool:
    """Code is formatted."""
    return run([*PYTHON, "ruff", "format", "--check", "--quiet", "."]) or run(
        [*PYTHON, "ruff", "format", "--check", "."]
    )


def lint() -> bool:
    """Habits of pyproject.toml."""
    return run([*PYTHON, "ruff", "check", "--quiet", "."])


def types() -> bool:
    """Every function is typed, tests too."""
    return run([*PYTHON, "mypy", "."])


def layers() -> bool:
    """Import contracts of pyproject.toml."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.stdout.write(done.stdout + done.stderr)
    return done.returncode == 0


def djade(*options: str) -> bool:
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    return run([str(Path(sys.executable).with_name("djade")), "--target-version", "5.2", *options, *files])


def templates() -> bool:
    """The form of templates; djade names what it would change."""
    return djade("--check")


def fix_templates() -> bool:
    djade()  # says «failed» when it has changed something
    return True


def migrations() -> bool:
    """Models and migrations agree. Asks no database."""
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "KARTOTEKA_VAR": var, "KARTOTEKA_TESTING": "1"}
        environment |= {"DJANGO_SETTINGS_MODULE": "crm.settings", "DATABASE_OWNER_URL": "postgresql://localhost:1/none"}
        # Without a database Django warns that it could not compare the history.
        command = [sys.executable, "-W", "ignore::RuntimeWarning", "-m", "django"]
        return run([*command, "makemigrations", "--check", "--dry-run", "--verbosity", "1"], environment)


def messages() -> bool:
    """The catalogue is complete, nothing fuzzy, placeholders kept."""
    return run([*PYTHON, "scripts.messages", "check"])


CHECKS: dict[str, Callable[[], bool]] = {
    "format": form,
    "lint": lint,
    "types": types,
    "layers": layers,
    "templates": templates,
    "migrations": migrations,
    "messages": messages,
}


def main(names: list[str]) -> int:
    if names == ["fix-templates"]:
        return 0 if fix_templates() else 1
    if unknown := set(names) - set(CHECKS):
        sys.stderr.write(f"No check {', '.join(sorted(unknown))}; there are: {', '.join(CHECKS)}.\n")
        return 2
    failed = []
    for name in names or CHECKS:
        began = time.monotonic()
        well = CHECKS[name]()
        sys.stdout.write(f"{name:<11} {'ok' if well else 'FAILED':<7} {time.monotonic() - began:5.1f} s\n")
        sys.stdout.flush()
        if not well:
            failed.append(name)
    if failed:
        sys.stdout.write(f"Failed: {', '.join(failed)}. `make fix` puts format and simple lint right.\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
