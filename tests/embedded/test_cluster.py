import os
import subprocess
import time
from pathlib import Path

import pytest

from embedded import cluster, wheels
from embedded.errors import ServicesError
from embedded.home import Home
from embedded.postgres import PORT, is_socket_dir_of
from embedded.privileges import ServiceUser

MAJOR = 18


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(
        user=ServiceUser(name="me", uid=os.geteuid(), gid=os.getegid(), switch=False),
        postgres_bin=wheels.postgres_bin(wheels.postgres_package()),
        valkey_server=wheels.valkey_server(),
        pg=tmp_path / "pg",
        valkey=tmp_path / "valkey",
        away=None,
    )


def test_programs_are_of_the_major_we_pin(home: Home) -> None:
    assert wheels.postgres_major(home.postgres_bin) == MAJOR


def test_no_folder_and_an_empty_folder_mean_no_data(home: Home) -> None:
    assert not cluster.check_data(home, home.pg)
    home.pg.mkdir()
    assert not cluster.check_data(home, home.pg)


def test_data_of_this_major_are_taken(home: Home) -> None:
    home.pg.mkdir()
    (home.pg / "PG_VERSION").write_text(f"{MAJOR}\n")

    assert cluster.check_data(home, home.pg)


def test_other_major_is_refused_with_commands_a_shell_understands(home: Home, tmp_path: Path) -> None:
    shown = tmp_path / "мои данные" / "pg"
    home.pg.mkdir()
    (home.pg / "PG_VERSION").write_text("17\n")

    with pytest.raises(ServicesError) as refused:
        cluster.check_data(home, shown)

    commands = refused.value.params["commands"]
    assert "pg_upgrade" in commands
    assert f"'{shown}-17'" in commands
    subprocess.run(["sh", "-n"], input=commands, text=True, check=True)


def test_number_in_a_stale_pid_file_is_nobody_we_know(home: Home) -> None:
    home.pg.mkdir()
    stranger = subprocess.Popen(["sleep", "60"])
    (home.pg / "postmaster.pid").write_text(f"{stranger.pid}\n{home.pg}\n")

    try:
        cluster.clear_leftovers(home.pg)

        assert not (home.pg / "postmaster.pid").exists()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_server_is_known_by_its_command_line(home: Home) -> None:
    living = subprocess.Popen(
        [f"postgres: {cluster.cluster_name(home.pg)}: checkpointer", "60"], executable="/bin/sleep"
    )
    try:
        _wait_for_command_line(living.pid)
        assert cluster.servers_on(home.pg) == [living.pid]
        assert cluster.servers_on(home.pg.with_name("other")) == []
    finally:
        living.kill()
        living.wait()


def _wait_for_command_line(pid: int) -> None:
    """`Popen` returns when exec closed its pipe, a moment before the kernel shows the new arguments."""
    deadline = time.monotonic() + 10
    while b"checkpointer" not in Path(f"/proc/{pid}/cmdline").read_bytes():
        assert time.monotonic() < deadline, "the process never showed its arguments"
        time.sleep(0.01)


def test_socket_folder_of_the_original_is_not_ours(tmp_path: Path) -> None:
    folder = tmp_path / "kartoteka-abc"
    folder.mkdir()
    (folder / f".s.PGSQL.{PORT}.lock").write_text(f"12\n{tmp_path / 'original'}\n")

    assert is_socket_dir_of(folder, tmp_path / "original")
    assert not is_socket_dir_of(folder, tmp_path / "copy")
    assert not is_socket_dir_of(tmp_path / "elsewhere", tmp_path / "original")
