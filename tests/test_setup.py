"""`make run` on machines that lack something: each gets a sentence that says what to do."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.harness.environment import PROJECT, clean_environment

TOOLS = ("sh", "cat", "cksum", "dirname", "make", "sed", "mkdir", "chmod", "rm", "sleep")
# Stands in for an interpreter; ANSWERS says what it can do, its calls are written down. Its product needs a moment to
# stop, as the real one does: GNU make is frightened by a child that ends before make has read the same Ctrl-C.
PYTHON = """#!/bin/sh
echo "$*" >>"{log}"
case "$*" in
    *version_info*'< (3, 11)'*) exit {too_old} ;;
    *version_info*) echo 3.12 ;;
    *'import venv'*) exit {no_venv} ;;
    --version) echo 'Python 3.12.1' ;;
    '-m venv'*) mkdir -p .venv/bin && cat "$0" >.venv/bin/python && chmod +x .venv/bin/python ;;
    '-m pip'*) exit {no_index} ;;
    'manage.py up'*) trap 'sleep 0.3; exit 0' INT TERM; echo started >>"{log}"; while :; do sleep 0.1; done ;;
esac
"""


class Machine:
    """A clone in a path with a space and Cyrillic, on a machine that has only what is named."""

    def __init__(self, place: Path, *, too_old: int = 0, no_venv: int = 0, no_index: int = 0) -> None:
        self.clone = place / "Моя картотека"
        self.log = place / "calls.log"
        self.bin = place / "bin"
        self.bin.mkdir()
        (self.clone / "scripts").mkdir(parents=True)
        for name in ("Makefile", "scripts/setup.sh", "requirements.txt", "requirements-dev.txt", "constraints.txt"):
            shutil.copy(PROJECT / name, self.clone / name)
        for name in TOOLS:
            (self.bin / name).symlink_to(str(shutil.which(name)))
        python = self.bin / "python3"
        python.write_text(PYTHON.format(log=self.log, too_old=too_old, no_venv=no_venv, no_index=no_index))
        python.chmod(0o755)

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": str(self.bin), "HOME": str(self.clone), "LC_ALL": "C"}

    def make(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", *words],
            cwd=self.clone,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def calls(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""


def test_old_python_is_named_with_what_to_install(tmp_path: Path) -> None:
    done = Machine(tmp_path, too_old=1).make("setup")

    assert done.returncode
    assert "Нужен Python 3.11 или новее, а найден Python 3.12.1" in done.stderr
    assert "apt install python3" in done.stderr


def test_terminal_in_english_is_answered_in_english(tmp_path: Path) -> None:
    done = Machine(tmp_path, too_old=1).make("setup", LC_ALL="en_US.UTF-8")

    assert "Python 3.11 or newer is needed; found: Python 3.12.1" in done.stderr


def test_missing_venv_module_is_named_as_debian_packs_it(tmp_path: Path) -> None:
    done = Machine(tmp_path, no_venv=1).make("setup")

    assert done.returncode
    assert "sudo apt install python3.12-venv" in done.stderr


def test_unreachable_index_says_how_to_name_a_mirror(tmp_path: Path) -> None:
    machine = Machine(tmp_path, no_index=1)

    done = machine.make("setup")
    machine.make("setup")

    assert done.returncode
    assert "PIP_INDEX_URL=" in done.stderr
    assert machine.calls().count("-m pip") == 2, "a failed installation must be tried again"


def test_packages_are_installed_once_until_the_lists_change(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.make("setup")
    machine.make("setup")
    assert machine.calls().count("-m pip") == 1

    with (machine.clone / "requirements.txt").open("a") as file:
        file.write("# changed\n")
    done = machine.make("setup")

    assert done.returncode == 0, done.stderr
    assert machine.calls().count("-m pip") == 2


def test_tests_install_more_than_the_product(tmp_path: Path) -> None:
    machine = Machine(tmp_path)

    machine.make("setup")
    machine.make("dev")

    assert "-r requirements-dev.txt -c constraints.txt" in machine.calls()


def test_product_asks_nothing_of_the_index_after_the_tests(tmp_path: Path) -> None:
    machine = Machine(tmp_path)

    machine.make("dev")
    machine.make("setup")

    assert machine.calls().count("-m pip") == 1


def test_named_python_is_taken_first(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    other = machine.bin / "other-python"
    other.write_text((machine.bin / "python3").read_text().replace('echo "$*"', 'echo "other $*"'))
    other.chmod(0o755)

    machine.make("setup", "PYTHON=other-python")

    assert "other -m venv" in machine.calls()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_reaches_the_product_and_frightens_nobody(tmp_path: Path, number: signal.Signals) -> None:
    machine = Machine(tmp_path)
    with (tmp_path / "output").open("w+b") as output:
        command = ["make", "run", "PORT=8123", "DEMO=none"]
        running = subprocess.Popen(
            command, cwd=machine.clone, env=machine.environment, stdout=output, stderr=output, start_new_session=True,
            # Tests that a shell runs in the background have Ctrl-C ignored, and hand that down.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        deadline = time.monotonic() + 20
        while "started" not in machine.calls() and time.monotonic() < deadline:
            time.sleep(0.05)

        # A terminal's Ctrl-C reaches the whole group; a service manager's SIGTERM only `make`.
        if number == signal.SIGINT:
            os.killpg(running.pid, number)
        else:
            running.send_signal(number)
        running.wait(20)

        output.seek(0)
        said = output.read().decode()
    assert "manage.py up --port 8123 --demo none" in machine.calls()
    assert "***" not in said
    assert "Error" not in said


def test_clean_environment_leads_no_copy_to_the_tests_servers() -> None:
    assert "DATABASE_URL" in os.environ
    assert "DATABASE_URL" not in clean_environment()
