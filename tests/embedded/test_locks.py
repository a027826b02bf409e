import subprocess
import sys
from pathlib import Path

import pytest

from embedded.errors import ServicesError
from embedded.locks import FileLock, is_held

HOLD = """
import sys
from pathlib import Path
from embedded.locks import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""


def test_users_share_and_the_keeper_waits_for_the_last(tmp_path: Path) -> None:
    first, second, keeper = (FileLock(tmp_path / "services.lock") for _ in range(3))
    first.share()
    second.share()

    assert not keeper.try_take()
    first.release()
    assert not keeper.try_take()
    second.release()
    assert keeper.try_take()
    keeper.release()


def test_taking_within_a_time_gives_up(tmp_path: Path) -> None:
    holder = FileLock(tmp_path / "x.lock")
    with holder:
        assert not FileLock(tmp_path / "x.lock").take_within(0.1)


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "keeper.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_held(path)

        holder.kill()

    assert not is_held(path)


def test_asking_makes_no_file(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "none.lock")
    assert list(tmp_path.iterdir()) == []


def test_file_on_the_way_is_explained(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")

    with pytest.raises(ServicesError) as refused:
        FileLock(tmp_path / "var" / "x.lock").take()

    assert refused.value.code == "var_not_folder"
    assert str(tmp_path / "var") in str(refused.value)
