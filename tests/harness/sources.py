"""The project's own files, for tests that read them as text."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.harness.environment import PROJECT


@cache
def layers() -> tuple[frozenset[str], ...]:
    """Packages by rows, highest first, as pyproject.toml gives them to import-linter."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return tuple(frozenset(name.strip(" ()") for name in row.split("|")) for row in rows)


@cache
def packages() -> tuple[str, ...]:
    """Our packages that exist, highest first."""
    return tuple(name for row in layers() for name in sorted(row) if (PROJECT / name).is_dir())


def python_files(*, tests: bool = False) -> Iterator[Path]:
    for package in (*packages(), *(["tests", "scripts"] if tests else [])):
        yield from sorted((PROJECT / package).rglob("*.py"))


def templates() -> Iterator[Path]:
    yield from sorted(path for path in (PROJECT / "templates").rglob("*") if path.is_file())


def short(path: Path) -> str:
    """How a person names the file."""
    return path.relative_to(PROJECT).as_posix()
