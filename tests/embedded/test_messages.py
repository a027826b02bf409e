import pytest

from crm.management.language import chosen_language
from crm.supervisor import messages
from embedded import errors
from embedded.errors import ServicesError


def test_texts_for_translation_are_those_of_the_launcher() -> None:
    assert messages.MESSAGES == errors.MESSAGES
    assert messages.NOTICES == errors.NOTICES


def test_english_sentence_is_whole() -> None:
    error = ServicesError("disk_full", path="/data", need=150)

    assert messages.sentence(error, "en") == str(error)
    assert str(error) == "The disk that holds /data is full. Free at least 150 MB and start again."


def test_every_sentence_has_a_translation() -> None:
    texts = [*messages.MESSAGES.values(), *messages.NOTICES.values()]

    assert [text for text in texts if messages._translated(text, "ru") == text] == []


@pytest.mark.parametrize(
    ("argv", "environ", "language"),
    [
        ([], {}, "ru"),
        ([], {"LANG": "C"}, "ru"),
        ([], {"LANG": "C.UTF-8"}, "ru"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "ru"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "en"),
        (["--lang", "en"], {"LANG": "ru_RU.UTF-8"}, "en"),
        (["--lang=en"], {}, "en"),
        (["--lang"], {}, "ru"),
    ],
)
def test_language_of_a_command(argv: list[str], environ: dict[str, str], language: str) -> None:
    assert chosen_language(argv, environ) == language
