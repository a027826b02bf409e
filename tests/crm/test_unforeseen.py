"""A command that meets what nobody foresaw: a sentence, one JSON object, exit code 1, and no word of any client."""

import json
from typing import Any

import pytest
from django.utils import translation

from crm.management.base import JsonObject, KartotekaCommand

CLIENT = "+79161112233"


class Broken(KartotekaCommand):
    help = "falls"

    def work(self, **options: Any) -> JsonObject | None:
        raise ValueError(f"Key (value)=({CLIENT}) already exists")


def fallen(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[str, str]:
    with translation.override("ru"), pytest.raises(SystemExit) as left:
        Broken().run_from_argv(["manage.py", "broken", *args])
    assert left.value.code == 1
    said = capsys.readouterr()
    return said.out, said.err


def test_what_nobody_foresaw(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = fallen(capsys, "--json", "--lang", "ru")
    assert "ValueError" in json.loads(out)["error"]
    assert CLIENT not in out + err
    assert "Команда" in err

    out, err = fallen(capsys)
    assert out == ""
    assert "test_unforeseen.py" in err
