"""docs/security.md answers every requirement once and names only tests and files that are there."""

import re
from collections import Counter

from tests.harness.environment import PROJECT

PAGE = PROJECT / "docs" / "security.md"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*) \| .+? \| (.+) \|$", re.MULTILINE)
ANSWERS = {"yes": "yes", "partly": "partly", "**no**": "no", "—": "not applicable"}
LEVELS_1_AND_2 = 253


def test_every_requirement_is_answered_once_and_counted_right() -> None:
    text = PAGE.read_text(encoding="utf-8")
    chapters = text[text.index("## V1 ") :]
    counted: Counter[str] = Counter()
    for numbers, answer in ROW.findall(chapters):
        word = re.split(r"[:, ]", answer)[0]
        counted[ANSWERS[word]] += len(numbers.split(", "))
    apart = [line for line in re.split(r"\n\n", chapters) if "\n—: " in f"\n{line}"]
    counted["not applicable"] += sum(len(re.findall(r"\d+\.\d+\.\d+", paragraph)) for paragraph in apart)

    numbers = re.findall(r"\b\d+\.\d+\.\d+\b", " ".join([row[0] for row in ROW.findall(chapters)] + apart))
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    assert counted.total() == LEVELS_1_AND_2
    told = ", ".join(f"{counted[word]} {word}" for word in ("yes", "partly", "no", "not applicable"))
    assert f"Counted: {told}." in text


def test_named_files_are_there() -> None:
    named = re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|js|md|sh))`", PAGE.read_text(encoding="utf-8"))

    assert [name for name in named if not any((PROJECT / place / name).exists() for place in ("", "tests"))] == []
