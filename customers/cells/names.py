"""Names, sex, and whether a row tells of a person or a company."""

import re

from core.cells import Cleaned, Note, left_out
from core.text.names import legal_forms
from customers.cells.text import BROKEN, NOTHING, cut, plain, says_nothing, tidy
from customers.choices import CustomerKind, Sex
from customers.normalise.split import LONGEST_PART, PATRONYMIC_WORDS, NameParts, is_first_name, split_name

WORD = re.compile(r"[^\W\d_]+")
LONGEST_NAME = 300
MORE_FORMS = frozenset(
    {"тоо", "кфх", "фгуп", "гбуз", "мбоу", "гку", "мку", "гбу", "мбу", "снт", "тсн", "жск", "гск", "пк", "гмбх", "ltda"}
    | {"corp", "corporation", "company", "oü", "sarl", "bv", "sia", "uab", "одо", "чуп", "чп", "фгбоу", "фгбу", "оао"}
)
COMMON_WORDS = re.compile(
    r"общество с ограниченной|акционерное общество|индивидуальный предприниматель|автономная некоммерческая"
    r"|товарищество|унитарное предприятие|учреждение",
    re.IGNORECASE,
)
MALE = frozenset(
    {
        "м",
        "муж",
        "муж.",
        "мужч",
        "мужчин",
        "мужской",
        "мужчина",
        "male",
        "m",
        "man",
        "м.",
        "мальчик",
        "юноша",
        "mr",
        "г-н",
    }
)
FEMALE = frozenset(
    {
        "ж",
        "жен",
        "жен.",
        "женщ",
        "женщ.",
        "женский",
        "женщина",
        "female",
        "f",
        "w",
        "woman",
        "ж.",
        "девочка",
        "девушка",
        "mrs",
        "ms",
    }
    | {"г-жа"}
)
PEOPLE = frozenset(
    {"person", "физ. лицо", "физ.лицо", "физлицо", "физическое лицо", "частное лицо", "человек", "контакт", "contact"}
    | {"физ", "ф/л", "фл", "individual", "частный клиент", "персона"}
)
COMPANIES = frozenset(
    {"company", "юр. лицо", "юр.лицо", "юрлицо", "юридическое лицо", "компания", "организация", "юр", "ю/л", "юл"}
    | {"ип", "индивидуальный предприниматель", "legal", "organization", "organisation", "business", "фирма"}
)
MALE_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|[кмтнф]ич)$")
FEMALE_PATRONYMIC = re.compile(r"(?:овна|евна|ична|инична)$")
TOWN = re.compile(r"^(?:г\.\s*|г\s+|гор\.\s*|город\s+)(?=\S)", re.IGNORECASE)
_part, _city = plain(LONGEST_PART), plain(100)


def better_case(text: str) -> str:
    """«ИВАНОВА» and «иванова» as Иванова; text with letters of both cases is how somebody wanted it."""
    if not (text.isupper() or text.islower()):
        return text
    return WORD.sub(_capital, text)


def _capital(found: re.Match[str]) -> str:
    word = found[0]
    return word.lower() if word.lower() in PATRONYMIC_WORDS else word[0].upper() + word[1:].lower()


def read_name_part(text: str) -> Cleaned:
    """A surname, a first name or a patronymic."""
    found = _part(text)
    if found.value is None:
        return found
    better = better_case(found.value)
    if better == found.value:
        return found
    return Cleaned(better, (*found.notes, Note("put_right", "fixed", better)))


def read_whole_name(text: str) -> Cleaned:
    """A name in one cell, of a person or a company; taking it apart is the row's matter."""
    tidied, notes = tidy(text)
    if not tidied or tidied in NOTHING:
        return Cleaned(None, notes)
    if tidied in BROKEN:
        return left_out("broken_formula")
    if not names_company(tidied):
        better = better_case(tidied)
        if better != tidied:
            tidied, notes = better, (*notes, Note("put_right", "fixed", better))
    return cut(tidied, LONGEST_NAME, notes)


def names_company(name: str) -> bool:
    """Whether a word of the name is a legal form: ООО, АО, ИП."""
    words = {word.lower() for word in WORD.findall(name)}
    return bool(words & legal_forms() or words & MORE_FORMS) or bool(COMMON_WORDS.search(name))


def parts_of(name: str, order: str = "") -> NameParts:
    """Surname, first name, patronymic of a whole name; `order` («fml») where no dictionary knows its words."""
    words = name.replace(",", " ").split()
    parts = split_name(" ".join(words))
    by_place = len(words) > 1 and parts == _as_listed(words) and not is_first_name(words[1])
    if order != "fml" or not by_place:
        return parts
    # Nothing but the place told surname from first name, and the column says which comes first.
    middle = words[1] if len(words) > 2 else ""
    return NameParts(words[-1][:LONGEST_PART], words[0][:LONGEST_PART], middle[:LONGEST_PART])


def _as_listed(words: list[str]) -> NameParts:
    middle = " ".join(words[2:3])
    return NameParts(" ".join((words[0], *words[3:]))[:LONGEST_PART], words[1][:LONGEST_PART], middle[:LONGEST_PART])


def read_sex(text: str) -> Cleaned:
    """«муж.», «Ж», «female»."""
    tidied, notes = tidy(text)
    word = tidied.lower()
    if word in MALE:
        return Cleaned(Sex.MALE.value, notes)
    if word in FEMALE:
        return Cleaned(Sex.FEMALE.value, notes)
    if says_nothing(tidied) or word in {"н", "не выбран", "u"}:
        return Cleaned(None, notes)
    return left_out("sex_not_known")


def sex_of_patronymic(patronymic: str) -> str:
    """Empty when the patronymic does not tell."""
    word = patronymic.lower().replace("ё", "е")
    if MALE_PATRONYMIC.search(word) or word.endswith((" оглы", " улы", " уулу")):
        return Sex.MALE.value
    if FEMALE_PATRONYMIC.search(word) or word.endswith(" кызы"):
        return Sex.FEMALE.value
    return ""


def read_kind(text: str) -> Cleaned:
    """«Юр. лицо», «person»."""
    tidied, notes = tidy(text)
    word = tidied.lower()
    if word in PEOPLE:
        return Cleaned(CustomerKind.PERSON.value, notes)
    if word in COMPANIES:
        return Cleaned(CustomerKind.COMPANY.value, notes)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    return left_out("kind_not_known")


def read_city(text: str) -> Cleaned:
    """«г. КАЗАНЬ» is Казань."""
    found = _city(text)
    if found.value is None:
        return found
    city = better_case(TOWN.sub("", found.value))
    if city == found.value:
        return found
    return Cleaned(city, (*found.notes, Note("put_right", "fixed", city)))
