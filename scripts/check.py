"""Static checks of `make check` that have no command of their own.

python -m scripts.check layers | templates [--fix] | migrations
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def layers() -> int:
    """Import contracts of pyproject.toml."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return run([sys.executable, "-c", program])


def templates(*, fix: bool) -> int:
    """The form of templates; djade prints what it would change."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    djade = str(Path(sys.executable).with_name("djade"))
    return run([djade, "--target-version", "5.2", *([] if fix else ["--check"]), *files]) if files else 0


def migrations() -> int:
    """Whether models and migrations agree. Asks no database."""
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "KARTOTEKA_VAR": var, "KARTOTEKA_TESTING": "1"}
        environment |= {"DJANGO_SETTINGS_MODULE": "crm.settings", "DATABASE_OWNER_URL": "postgresql://localhost:1/none"}
        # Without a database Django warns that it could not compare the history.
        command = [sys.executable, "-W", "ignore::RuntimeWarning", "-m", "django"]
        return run([*command, "makemigrations", "--check", "--dry-run"], environment)


def run(command: list[str], environment: dict[str, str] | None = None) -> int:
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    match arguments:
        case ["layers"]:
            return layers()
        case ["templates", *rest] if rest in ([], ["--fix"]):
            return templates(fix=bool(rest))
        case ["migrations"]:
            return migrations()
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
