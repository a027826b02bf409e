"""Surname, first name and patronymic of a person, wherever they were typed."""

from functools import lru_cache
from typing import NamedTuple

from quality.matching.words import KEPT, PATRONYMIC, full_form, is_first_name, sound, stem, surnames, words_of

SHORTEST_PATRONYMIC = 6
NOBODY = frozenset({"тест", "тестовый", "тестовая", "проба", "клиент", "покупатель", "контакт", "неизвестно", "нет",
                    "имя", "фамилия", "отчество", "аноним", "гость", "физлицо", "частник", "без", "имени",
                    "фффф", "ывап", "фыва", "заказ", "пользователь", "новый", "юзер"})  # fmt: skip
"""Words that stand where a name should and name nobody."""


class Person(NamedTuple):
    """Parts of a name in the one form; a first name may be an initial."""

    last: str = ""
    first: str = ""
    middle: str = ""

    @property
    def nick(self) -> str:
        """The first name in full."""
        return full_form(self.first)


@lru_cache(KEPT)
def read_person(last: str, first: str, middle: str) -> Person:
    """The parts, put where they belong: cards come with two of them swapped, or with all in one box."""
    lasts, firsts, middles = _telling(last), _telling(first), _telling(middle)
    if len(lasts) == 1 and len(firsts) == 1 and len(middles) < 2:
        found = _of_two(lasts[0], firsts[0], "".join(middles))
    else:
        found = _of_many([*lasts, *firsts, *middles], is_listed=bool(lasts))
    return Person(stem(found.last), found.first, found.middle)


def _telling(text: str) -> list[str]:
    """Words that name somebody."""
    return [word for word in words_of(text) if word not in NOBODY and len(set(word)) > (len(word) > 2)]


def _of_two(last: str, first: str, middle: str) -> Person:
    if not middle and _is_patronymic(first) and is_first_name(last):
        # «Иван Иванович» in the boxes of surname and first name: no surname at all.
        return Person("", last, first)
    if is_first_name(last) and not is_first_name(first) and len(first) > 2:
        sure = stem(first) in surnames() or stem(last) not in surnames()
        if sure:
            return Person(first, last, middle)
    return Person(last, first, middle)


def _of_many(words: list[str], *, is_listed: bool) -> Person:
    """A name in one box, or in parts of several words; `is_listed`: it begins with the surname, as far as one knows."""
    rest = list(words)
    middle = _take(rest, next((at for at, word in enumerate(rest) if at and _is_patronymic(word)), -1))
    first = _take(rest, _place_of_first(rest))
    if not first and len(rest) > 1 and len(rest[1]) > 1:
        first = rest.pop(1 if is_listed else 0)
    initials = [word for word in rest if len(word) == 1]
    rest = [word for word in rest if len(word) > 1]
    if initials and not first:
        first = initials.pop(0)
    if initials and not middle:
        middle = initials[0]
    return Person(_surname(rest), first, middle)


def _place_of_first(words: list[str]) -> int:
    places = [at for at, word in enumerate(words) if is_first_name(word)]
    # Of «Роман Иван» the one that is no surname.
    sure = [at for at in places if stem(words[at]) not in surnames()]
    return (sure or places or [-1])[0] if len(sure) <= 1 else sure[-1 if len(words) == len(sure) else 0]


def _take(words: list[str], at: int) -> str:
    return words.pop(at) if at >= 0 else ""


def _surname(words: list[str]) -> str:
    return words[0] if words else ""


def _is_patronymic(word: str) -> bool:
    return len(word) >= SHORTEST_PATRONYMIC and PATRONYMIC.search(word) is not None


def sound_of_first(person: Person) -> str:
    """How the full first name sounds; an initial stays one."""
    nick = person.nick
    return sound(nick) if len(nick) > 1 else nick
