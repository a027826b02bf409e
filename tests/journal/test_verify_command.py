"""`manage.py verify_journal`, the job behind the button, and the check of doctor."""

import io
import json

import pytest
from django.core.management import call_command

from accounts.models import User
from core.db import OWNER
from core.errors import DomainError
from core.registries.doctor import Health
from crm.management.commands.verify_journal import Command
from journal import runs
from journal.models import Entry
from journal.seals.health import check_journal
from journal.seals.jobs import SEAL, VERIFIED, VERIFY
from tests.journal.sealed import as_owner, guard_off, look_at, tamper

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", OWNER]), pytest.mark.alone]


def answer(command: Command | None = None, **options: object) -> dict[str, object]:
    out = io.StringIO()
    call_command(command or "verify_journal", json=True, stdout=out, **options)
    return dict(json.loads(out.getvalue()))


def test_whole_journal(sealed: list[Entry]) -> None:
    told = answer()

    assert (told["ok"], told["unsealed"], told["first_break"]) == (True, 0, None)
    assert told["checked"] == Entry.objects.count()


def test_unsealed_entries_are_counted(sealed: list[Entry], manager: User) -> None:
    look_at(manager, 8, 9)

    assert answer(no_seal=True)["unsealed"] == 2


def test_break_is_told_with_its_place_and_fails_the_command(sealed: list[Entry]) -> None:
    tamper("UPDATE journal_entry SET verb = 'other' WHERE id = %s", [sealed[0].pk])
    command, out = Command(), io.StringIO()

    told = answer(command)
    call_command("verify_journal", stdout=out, lang="en")

    assert command.exit_code == 1
    assert told["ok"] is False
    assert told["first_break"]["fault"] == "changed"  # type: ignore[index]
    assert "an entry or the seal itself was changed" in out.getvalue()
    assert "tampered" in out.getvalue()


def test_sealing_job_seals(manager: User, sealed: list[Entry]) -> None:
    look_at(manager, 8)

    run = runs.start(SEAL, by=manager, wake_up=False)

    assert runs.run_here(run.pk).state == "done"


def test_verifying_job_fails_with_the_sentence_and_doctor_knows(sealed: list[Entry], admin_user: User) -> None:
    tamper("UPDATE journal_entry SET verb = 'other' WHERE id = %s", [sealed[0].pk])
    run = runs.start(VERIFY, by=admin_user, wake_up=False)

    with pytest.raises(DomainError):
        runs.run_here(run.pk)

    run.refresh_from_db()
    assert run.state == "failed"
    assert run.error
    assert Entry.objects.get(verb=VERIFIED).details["ok"] is False  # type: ignore[index]
    assert check_journal().health is Health.FAIL


def test_doctor_is_content_with_a_sealed_journal(sealed: list[Entry]) -> None:
    assert check_journal().health is Health.OK


def test_doctor_warns_of_entries_that_wait_long(sealed: list[Entry], manager: User) -> None:
    look_at(manager, 8)
    with guard_off():
        as_owner("UPDATE journal_entry SET at = now() - interval '1 hour' WHERE object_id = '8'")

    assert check_journal().health is Health.WARN
