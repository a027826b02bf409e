"""Words of both languages in which people say days, hours and what is to be done."""

import datetime as dt
import re

from interactions.tasks.choices import TaskKind


def _re(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


B, E = r"(?<![\w.:/-])", r"(?![\w:/-])"
NAMED_DAYS = {
    "сегодня": 0, "завтра": 1, "послезавтра": 2, "today": 0, "tomorrow": 1, "the day after tomorrow": 2,
    "day after tomorrow": 2,
}  # fmt: skip
BY = r"(?:(?:до|ко?|на|by|until|till)\s+)?"
"""Before a day: it is said with or without, and is no word of the task."""
NAMED_DAY = _re(rf"{B}{BY}(послезавтра|сегодня|завтра|(?:the\s+)?day\s+after\s+tomorrow|today|tomorrow){E}")
NUMBERS = {
    "один": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "пару": 2, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
UNITS = (
    ("minute", "мин"), ("minute", "min"), ("hour", "час"), ("hour", "hour"), ("hour", "ч"), ("day", "д"),
    ("day", "day"), ("week", "нед"), ("week", "week"), ("month", "мес"), ("month", "month"), ("year", "год"),
    ("year", "лет"), ("year", "year"),
)  # fmt: skip
UNIT = (
    r"минут[уы]?|мин|час(?:а|ов|ик)?|ч|дн(?:я|ей)|день|недел[юиь]|месяц(?:а|ев)?|год(?:а)?|лет"
    r"|minutes?|mins?|hours?|days?|weeks?|months?|years?"
)
DISTANCE = _re(rf"{B}(?:через|in)\s+(?:(?P<n>\d{{1,4}}|{'|'.join(NUMBERS)})\s+)?(?P<unit>{UNIT}){E}")
HALF_HOUR = _re(rf"{B}(?:через\s+полчас(?:а|ика)|in\s+half\s+an\s+hour){E}")
HOUR_AND_HALF = _re(rf"{B}(?:через\s+(?:полтора|1[.,]5)\s+часа|in\s+(?:an\s+hour\s+and\s+a\s+half|1\.5\s+hours)){E}")
HALF_YEAR = _re(rf"{B}(?:через\s+полгода|in\s+half\s+a\s+year){E}")
END_OF = _re(
    rf"{B}(?:(?:в|к|до)\s+кон(?:ец|ц[еуа])\s+(?P<ru>недели|месяца|года)"
    rf"|(?:(?:at|by|until)\s+)?(?:the\s+)?end\s+of\s+(?:the\s+)?(?P<en>week|month|year)){E}"
)
NEXT_WEEK = _re(rf"{B}(?:на\s+следующей\s+неделе|next\s+week){E}")
DAYS = (
    ("понедельник", "пн", "monday", "mon"),
    ("вторник", "вт", "tuesday", "tue"),
    ("сред", "ср", "wednesday", "wed"),
    ("четверг", "чт", "thursday", "thu"),
    ("пятниц", "пт", "friday", "fri"),
    ("суббот", "сб", "saturday", "sat"),
    ("воскресень", "вс", "sunday", "sun"),
)
DAY = (
    r"понедельник|вторник|сред[уа]|четверг|пятниц[уа]|суббот[уа]|воскресенье|пн|вт|ср|чт|пт|сб|вс"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
)
WEEKDAY = _re(
    rf"{B}(?:(?:во?|on|на|by|until|till)\s+)?(?:эт(?:от|у|о)\s+|this\s+)?"
    rf"(?P<next>следующ(?:ий|ую|ее)\s+|next\s+)?(?P<day>{DAY}){E}"
)
BY_WEEKDAY = _re(
    rf"{B}(?:до|ко?)\s+(?P<next>следующ(?:его|ему|ей)\s+)?(?P<day>(?:понедельник|вторник|четверг)[ау]"
    rf"|сред[ые]|пятниц[ые]|суббот[ые]|воскресень[яю]|пн|вт|ср|чт|пт|сб|вс){E}"
)
MONTHS = (
    ("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("мая", "may"), ("июн", "jun"), ("июл", "jul"),
    ("авг", "aug"), ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec"),
)  # fmt: skip
MONTH = (
    r"янв(?:аря)?|фев(?:раля)?|мар(?:та)?|апр(?:еля)?|мая|июн(?:я)?|июл(?:я)?|авг(?:уста)?|сен(?:тября)?|окт(?:ября)?"
    r"|ноя(?:бря)?|дек(?:абря)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
YEAR = r"(?:,?\s+(?P<y>\d{4})(?![\d:])(?:\s*(?:года|г\.?))?)?"
ISO = _re(rf"{B}{BY}(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d){E}")
DAY_MONTH = _re(rf"{B}(?:on\s+)?{BY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|-?го)?\s+(?P<m>{MONTH})\.?{E}{YEAR}")
MONTH_DAY = _re(rf"{B}(?:on\s+)?{BY}(?P<m>{MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{E}{YEAR}")
DOTTED = _re(rf"{B}{BY}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})(?:\.(?P<y>\d{{4}}|\d{{2}}))?{E}(?!\.\d)")
SLASHED = _re(rf"{B}{BY}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/(?P<y>\d{{4}}|\d{{2}}))?{E}")
OF_MONTH = _re(rf"{B}{BY}(?P<d>\d{{1,2}})(?:-?го)?\s+числа{E}")
LIKE_CLOCK = _re(r".*\b\d{1,2}\.[0-5]\d$")
PART = r"утра|дня|вечера|ночи|am|pm|a\.m\.|p\.m\."
EXACT = _re(rf"{B}(?:(?:во?|к|до|at|by)\s+)?(?P<h>\d{{1,2}}):(?P<min>\d\d)(?:\s*(?P<part>{PART}))?{E}")
HOUR = _re(
    rf"{B}(?:(?:во?|к|at|by)\s+(?P<h>\d{{1,2}})(?:[.-](?P<min>[0-5]\d))?)(?:\s*(?:час(?:а|ов)?|ч\.?|o'clock))?"
    rf"(?:\s*(?P<part>{PART}))?{E}"
)
# Without a word before it an hour is one only by the part of the day: «9 утра», "3pm", "10.30 am".
BARE_HOUR = _re(
    rf"{B}(?P<h>\d{{1,2}})(?:\.(?P<min>[0-5]\d))?\s*(?:час(?:а|ов)?\s+(?P<part2>дня)|(?P<part>утра|вечера|ночи"
    rf"|am|pm|a\.m\.|p\.m\.)){E}"
)
PARTS_OF_DAY = {
    "утром": dt.time(9), "днём": dt.time(14), "днем": dt.time(14), "вечером": dt.time(18), "в обед": dt.time(13),
    "в полдень": dt.time(12), "at noon": dt.time(12), "noon": dt.time(12), "in the morning": dt.time(9),
    "in the afternoon": dt.time(14), "in the evening": dt.time(18), "tonight": dt.time(19), "с утра": dt.time(9),
    "к вечеру": dt.time(18), "до вечера": dt.time(18), "до обеда": dt.time(12), "после обеда": dt.time(14),
}  # fmt: skip
PART_OF_DAY = _re(rf"{B}({'|'.join(sorted(PARTS_OF_DAY, key=len, reverse=True))}){E}")
URGENT = _re(r"(?<!\w)(?:срочно|важно|urgently|urgent|asap)(?!\w)[:,!]?|!+(?=\s|$)")
EVERY = _re(
    rf"{B}(?:кажд(?:ый|ую|ое|ые)|every)\s+(?P<what>рабочий\s+день|work\s?day|день|неделю|месяц|квартал|год"
    rf"|day|week|month|quarter|year|{DAY}){E}"
    rf"|{B}(?:раз\s+в|once\s+a)\s+(?P<once>день|неделю|месяц|квартал|год|day|week|month|quarter|year){E}"
    rf"|{B}(?P<how>ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно){E}"
)
OFTEN = {
    "ежедневно": "день", "еженедельно": "неделю", "ежемесячно": "месяц", "ежеквартально": "квартал",
    "ежегодно": "год",
}  # fmt: skip
RULES = {
    "день": "FREQ=DAILY", "day": "FREQ=DAILY", "неделю": "FREQ=WEEKLY", "week": "FREQ=WEEKLY",
    "месяц": "FREQ=MONTHLY", "month": "FREQ=MONTHLY", "год": "FREQ=YEARLY", "year": "FREQ=YEARLY",
    "квартал": "FREQ=MONTHLY;INTERVAL=3", "quarter": "FREQ=MONTHLY;INTERVAL=3",
    "рабочий день": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "workday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "work day": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
}  # fmt: skip
KINDS = (
    (TaskKind.CALL, _re(r"(?<!\w)(?:по|пере|до)?звон\w*|(?<!\w)набрать|(?<!\w)(?:call|phone|ring)(?!\w)")),
    (TaskKind.CONGRATULATE, _re(r"(?<!\w)поздрав\w*|(?<!\w)congratulat\w*")),
    (TaskKind.MEET, _re(r"(?<!\w)встре[тч]\w*|(?<!\w)(?:meet|meeting)(?!\w)")),
    (TaskKind.CHECK, _re(r"(?<!\w)(?:проверить|уточнить|сверить)(?!\w)|(?<!\w)(?:check|verify)(?!\w)")),
    (TaskKind.WRITE, _re(r"(?<!\w)(?:на|от)писать|(?<!\w)(?:отправить|выслать|письмо)(?!\w)"
                         r"|(?<!\w)(?:write|e-?mail|send)(?!\w)")),
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]{3,40}(?:-[^\W\d_]{2,40})?")
NOT_A_NAME = _re(
    r"\w*звон\w*|набрать|\w*писать|отправить|выслать|письмо|счёт|счет|встре\w*|поздрав\w*|проверить|уточнить|сверить"
    r"|напомнить|сделать|подготовить|про|для|без|под|над|или|что|как|при|call|phone|ring|write|e-?mail|send|meet|meeting"
    r"|congratulate|check|verify|remind|about|with|the|and|for|his|her"
)


def count(text: str) -> int:
    """A number in figures or in words."""
    return int(text) if text.isdecimal() else NUMBERS[text.lower()]


def unit(text: str) -> str:
    """Which unit of time a word is of."""
    text = text.lower()
    return next(name for name, begins in UNITS if text.startswith(begins))


def weekday(text: str) -> int:
    """Monday is 0."""
    found = weekday_or_none(text)
    assert found is not None
    return found


def weekday_or_none(text: str) -> int | None:
    """The same, None for what is no day of the week."""
    text = text.lower()
    return next((number for number, begins in enumerate(DAYS) if any(_is_day(text, one) for one in begins)), None)


def _is_day(text: str, begins: str) -> bool:
    return text == begins or (len(begins) > 3 and text.startswith(begins))


def month(text: str) -> int:
    """A number, or a name's beginning."""
    if text.isdecimal():
        return int(text)
    text = text.lower()
    return next(number for number, begins in enumerate(MONTHS, start=1) if text.startswith(begins))


def rule(text: str) -> str:
    """The repeat that «every …» means."""
    text = " ".join(text.lower().split())
    return RULES.get(text, "FREQ=WEEKLY")


def clock(hour: int, minute: int, part: str) -> dt.time | None:
    """An hour by a clock of 24, or of 12 with a part of the day. A bare 1 to 6 is after noon: people work then."""
    part = part.replace(".", "")
    if part and hour > 12:
        part = ""
    if (part in {"дня", "вечера", "pm"} and hour < 12) or (not part and 1 <= hour <= 6 and minute == 0):
        hour += 12
    if part in {"am", "ночи", "утра"} and hour == 12:
        hour = 0
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
