"""The units of deploy/systemd are understood by systemd, and every queue has a worker in them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from journal.runs.builtin import QUEUES
from tests.harness.environment import PROJECT

UNITS = PROJECT / "deploy" / "systemd"
PROGRAM = "/srv/kartoteka/.venv/bin/python"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on this machine")
def test_systemd_understands_them(tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        # The program must be there to be verified; of this copy it may lie in a folder with a space in its name.
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, "/bin/sh")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    for queue in QUEUES:
        shutil.copy(tmp_path / "kartoteka-worker@.service", tmp_path / f"kartoteka-worker@{queue}.service")
    names = sorted(str(path) for path in tmp_path.iterdir() if not path.stem.endswith("@"))

    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_every_queue_has_a_worker() -> None:
    target = (UNITS / "kartoteka.target").read_text(encoding="utf-8")

    assert [queue for queue in QUEUES if f"kartoteka-worker@{queue}.service" not in target] == []
