"""What production is started with, as far as it can be tried without containers."""

import re
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.cache import cache

from crm.jobs import TICKED_AT
from deploy import health
from tests.harness.environment import PROJECT, clean_environment

COMPOSE = PROJECT / "docker-compose.yml"


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A copy of `deploy` after `sh deploy/prepare.sh`."""
    folder = tmp_path / "deploy"
    shutil.copytree(
        PROJECT / "deploy", folder, ignore=shutil.ignore_patterns("secrets", "kartoteka.env", "__pycache__")
    )
    prepare(folder)
    return folder


def prepare(folder: Path) -> None:
    subprocess.run(["sh", str(folder / "prepare.sh")], check=True, capture_output=True)


def secrets(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (folder / "secrets").iterdir()}


def test_every_secret_of_the_containers_is_made(prepared: Path) -> None:
    mounted = set(re.findall(r"file: deploy/secrets/(\w+)", COMPOSE.read_text(encoding="utf-8")))

    assert mounted
    assert mounted == set(secrets(prepared))


def test_addresses_hold_the_passwords_of_their_roles(prepared: Path) -> None:
    made = secrets(prepared)

    assert f"kartoteka_app:{made['app_password']}@postgres" in made["database_url"]
    assert f"kartoteka_owner:{made['owner_password']}@postgres" in made["database_owner_url"]
    assert f":{made['redis_password']}@valkey" in made["redis_url"]
    assert len({made["app_password"], made["owner_password"], made["redis_password"], made["postgres_password"]}) == 4


def test_other_users_of_the_machine_cannot_enter_the_secrets(prepared: Path) -> None:
    assert stat.S_IMODE((prepared / "secrets").stat().st_mode) == 0o700


def test_passwords_and_settings_are_made_once(prepared: Path) -> None:
    before = secrets(prepared)
    (prepared / "kartoteka.env").write_text("KARTOTEKA_HOST=mine.example.com\n")

    prepare(prepared)

    assert secrets(prepared) == before
    assert "mine.example.com" in (prepared / "kartoteka.env").read_text()


def test_only_migrations_know_the_owners_password() -> None:
    services = re.split(r"\n  (?=\w[\w-]*:\n)", COMPOSE.read_text(encoding="utf-8"))
    knowing = {service.partition(":")[0] for service in services if "database_owner_url]" in service}
    knowing |= {service.partition(":")[0] for service in services if "DATABASE_OWNER_URL_FILE" in service}

    assert knowing == {"migrate"}


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="no docker-compose (Debian: docker-compose)")
def test_containers_are_described_well(prepared: Path) -> None:
    shutil.copy(COMPOSE, prepared.parent)

    done = subprocess.run(
        ["docker-compose", "config", "--quiet"], cwd=prepared.parent, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


def test_web_server_reads_its_configuration() -> None:
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--check-config",
        "--config",
        "python:deploy.gunicorn_conf",
        "crm.wsgi",
    ]
    environment = clean_environment() | {
        "KARTOTEKA_TESTING": "1",
        "KARTOTEKA_SECRET_KEY": "x" * 50,
        "KARTOTEKA_HOST": "crm.example.com",
    }

    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_container_whose_clock_nobody_heard_is_ill() -> None:
    assert not health.beat()


def test_container_whose_clock_was_heard_is_well() -> None:
    cache.set(TICKED_AT, time.time() - health.BEAT_SECONDS / 2)

    assert health.beat()
