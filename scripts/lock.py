"""Rewrites constraints.txt: what a fresh environment gets from the lists of direct requirements.

python -m scripts.lock
"""

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Every package of the environment, pinned. Made by `make lock`; edit requirements*.txt instead.\n"


def frozen() -> list[str]:
    """`name==version` of everything, as the index resolves it today."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        pip = [python, "-m", "pip", "--disable-pip-version-check"]
        lists = ["-r", "requirements-dev.txt", "-r", "requirements-load.txt"]
        subprocess.run([*pip, "install", "--quiet", *lists], cwd=ROOT, check=True)
        done = subprocess.run([*pip, "freeze", "--all"], check=True, capture_output=True, text=True)
    return [line for line in done.stdout.splitlines() if not re.match(r"(pip|setuptools|wheel)==", line)]


def main() -> int:
    lines = sorted(frozen(), key=lambda line: re.sub(r"[-_.]+", "-", line).lower())
    (ROOT / "constraints.txt").write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    sys.stdout.write(f"{len(lines)} packages.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
