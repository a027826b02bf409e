"""Text of a cell: what cannot be seen goes, what is too long is cut and said so."""

import re
import unicodedata

from core.cells import Cleaned, Note, Read, left_out
from core.text.guard import unguard

# Marks of direction, zero-width signs, soft hyphens: they come with copying and change nothing for a reader.
# The joiner stays behind a picture: without it a family would fall apart into its members.
UNSEEN = re.compile(
    r"[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    r"|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LINES = re.compile(r"\r\n?|_x000D_\n?|[\u2028\u2029]")
SPACES = re.compile(r"[^\S\n]+")
ALL_SPACES = re.compile(r"\s+")
NOTHING = frozenset(
    {"-", "--", "---", "\u2014", "\u2013", "#N/A", "#Н/Д", "nan", "NaN", "NAN", "NULL", "null", "None", "N/A", "n/a"}
    | {"<null>", "(null)", "(пусто)", "[пусто]", "<NULL>", "NaT", "\\N"}
)
"""What programs write for «no value»."""
NONE_SAID = frozenset(
    {"нет", "нет данных", "не указан", "не указано", "не указана", "неизвестно", "неизвестен", "отсутствует", "no"}
    | {"none", "unknown", "0", "не задано", "не задан", "не известно", "?", "??", "???", ".", "x", "х"}
)
"""What people write for «no value» where no other word can stand: in columns of phones, dates, numbers."""
BROKEN = frozenset(
    {"#ЗНАЧ!", "#ССЫЛКА!", "#ДЕЛ/0!", "#ИМЯ?", "#ЧИСЛО!", "#ПУСТО!", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!"}
    | {"#NULL!"}
)


def tidy(text: str, *, lines: bool = False) -> tuple[str, tuple[Note, ...]]:
    """The text without what nobody sees, and a notice when control characters stood in it.

    `lines` keeps line ends; otherwise they are spaces.
    """
    notes: tuple[Note, ...] = ()
    if not text.isprintable():
        text = UNSEEN.sub("", LINES.sub("\n", text))
        bare = CONTROL.sub("", text)
        if bare != text:
            notes = (Note("control_characters", "fixed"),)
        text = SPACES.sub(" ", bare) if lines else ALL_SPACES.sub(" ", bare)
        text = unicodedata.normalize("NFC", text)
    elif "  " in text:
        text = ALL_SPACES.sub(" ", text)
    return (unguard(text) if text[:1] == "'" else text).strip(), notes


def says_nothing(text: str) -> bool:
    """Whether a tidy cell of a phone, a date, a number stands for «none»."""
    return not text or text in NOTHING or text.lower() in NONE_SAID


def plain(most: int, *, lines: bool = False) -> Read:
    """A reader of text of at most `most` characters."""

    def read(text: str) -> Cleaned:
        tidied, notes = tidy(text, lines=lines)
        if not tidied or tidied in NOTHING:
            return Cleaned(None, notes)
        if tidied in BROKEN:
            return left_out("broken_formula")
        return cut(tidied, most, notes)

    return read


def cut(text: str, most: int, notes: tuple[Note, ...] = ()) -> Cleaned:
    """The text within the limit of its field; what is lost is said."""
    if len(text) <= most:
        return Cleaned(text, notes)
    return Cleaned(text[:most].rstrip(), (*notes, Note("cut", "question", None, {"most": most, "length": len(text)})))
