"""Whether a name is a woman's: Russian verbs of the past must know («изменила», «изменил»)."""

import re

WORD = re.compile(r"[а-яё]+")
FEMALE_ENDINGS = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "ная", "вна", "чна")
MALE_ENDINGS = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "вич")
MALE_NAMES_IN_A = frozenset(
    {"илья", "никита", "данила", "фома", "кузьма", "лука", "савва", "гаврила", "миша", "саша", "паша", "дима", "коля"}
    | {"вова", "лёша", "леша", "гоша", "женя", "слава", "серёжа", "сережа", "лёня", "толя", "юра", "петя", "ваня"}
    | {"костя", "федя", "рома", "гена", "сеня", "витя", "стёпа", "степа"}
)


def is_female(full_name: str) -> bool:
    """A guess by the endings of surname, patronymic and first name; unsure means no."""
    words = WORD.findall(full_name.lower())
    if any(word.endswith(FEMALE_ENDINGS) for word in words):
        return True
    if any(word.endswith(MALE_ENDINGS) for word in words):
        return False
    return bool(words) and words[0].endswith(("а", "я")) and words[0] not in MALE_NAMES_IN_A
