"""What commands take and show, beside those that have files of their own."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from core import registries

MADE = re.compile(r'= Registry\(\s*"(\w+)"')


def test_slots_show_every_place(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("slots", "--json")

    shown = json.loads(capsys.readouterr().out)["slots"]
    texts = (file.read_text(encoding="utf-8") for file in Path(registries.__file__).parent.glob("*.py"))
    made = {name for text in texts for name in MADE.findall(text)}
    assert len(made) > 30
    assert made <= set(shown)


@pytest.mark.parametrize("port", ["0", "-5", "65536", "99999"])
def test_up_refuses_a_port_that_is_none(port: str) -> None:
    with translation.override("en"), pytest.raises(CommandError, match="65535"):
        call_command("up", f"--port={port}")
