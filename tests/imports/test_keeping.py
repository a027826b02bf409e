"""Staged rows go when nobody needs them; what is at work, or young, stays."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.services import system_user
from core.registries.doctor import Health
from imports import keeping, services, whole
from imports.models import Import, ImportState, StagedRow

ROWS = 7
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    path = tmp_path / "base.csv"
    lines = (f"{n};Клиентов{n};Иван;+7900{n:07}" for n in range(ROWS))
    path.write_text("\n".join(("ID;Фамилия;Имя;Телефон", *lines)), encoding="utf-8")
    return whole.checked(whole.Wish(path=path, by=system_user()))


def after(days: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def test_rows_of_a_draft_go_after_thirty_days_and_it_is_checked_anew(imported: Import) -> None:
    assert keeping.forget(after(29)) == 0
    assert keeping.forget(after(31)) == ROWS
    imported.refresh_from_db()
    assert (imported.state, StagedRow.objects.count()) == (ImportState.MAPPED, 0)


def test_in_portions(imported: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 3)
    assert [keeping.forget(after(31)) for _time in range(4)] == [3, 3, 1, 0]


def test_what_is_being_brought_in_stays_and_goes_when_it_is_over(imported: Import) -> None:
    services.start_apply(imported, by=system_user())
    assert keeping.forget(after(60)) == 0
    Import.objects.update(state=ImportState.DONE)
    assert keeping.forget(after(60)) == ROWS


def test_the_doctor_tells_of_rows_that_should_be_gone(imported: Import) -> None:
    assert keeping.check().health == Health.OK
    Import.objects.update(updated_at=after(-33))
    assert keeping.check().health == Health.WARN
