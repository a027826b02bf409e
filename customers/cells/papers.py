"""Papers of a company, and how a client likes to be reached."""

import re

from core.cells import Cleaned, Note, left_out
from customers import zones
from customers.cells.numbers import BLANKS, unfold, whole
from customers.cells.text import says_nothing, tidy
from customers.choices import Channel
from customers.normalise.papers import is_zeros, ogrn_holds

CHANNELS = {
    "звонок": Channel.CALL,
    "телефон": Channel.CALL,
    "phone": Channel.CALL,
    "call": Channel.CALL,
    "смс": Channel.SMS,
    "sms": Channel.SMS,
    "почта": Channel.EMAIL,
    "письмо": Channel.EMAIL,
    "email": Channel.EMAIL,
    "e-mail": Channel.EMAIL,
    "телеграм": Channel.TELEGRAM,
    "telegram": Channel.TELEGRAM,
    "whatsapp": Channel.WHATSAPP,
    "ватсап": Channel.WHATSAPP,
    "вк": Channel.VK,
    "vk": Channel.VK,
    "вконтакте": Channel.VK,
    "max": Channel.MAX,
    "макс": Channel.MAX,
}


def _digits(text: str) -> tuple[str | None, tuple[Note, ...]]:
    """Digits of a number; '' where the cell says nothing, None where a spreadsheet has rounded them away."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return "", notes
    number = unfold(whole(tidied))
    number = None if number is None else BLANKS.sub("", number)
    return ("" if number is not None and is_zeros(number) else number), notes


def read_ogrn(text: str) -> Cleaned:
    """Thirteen or fifteen digits, the last of which checks the others."""
    number, notes = _digits(text)
    if number is None:
        return left_out("digits_lost")
    if not number:
        return Cleaned(None, notes)
    return Cleaned(number, notes) if ogrn_holds(number) else left_out("not_an_ogrn")


def read_bik(text: str) -> Cleaned:
    """Nine digits; a leading zero that a spreadsheet ate comes back."""
    number, notes = _digits(text)
    if number is None:
        return left_out("digits_lost")
    if not number:
        return Cleaned(None, notes)
    if number.isascii() and number.isdigit() and len(number) == 8:
        return Cleaned("0" + number, (*notes, Note("zero_came_back", "fixed", "0" + number)))
    return Cleaned(number, notes) if re.fullmatch(r"[0-9]{9}", number) else left_out("not_a_bik")


def read_account(text: str) -> Cleaned:
    """Twenty digits; they are checked against the BIC where people type both."""
    number, notes = _digits(text)
    if number is None:
        return left_out("digits_lost")
    if not number:
        return Cleaned(None, notes)
    return Cleaned(number, notes) if re.fullmatch(r"[0-9]{20}", number) else left_out("not_an_account")


def read_channel(text: str) -> Cleaned:
    """«звонок», «WhatsApp»."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    found = CHANNELS.get(tidied.lower())
    return Cleaned(found.value, notes) if found else left_out("channel_not_known")


def read_zone(text: str) -> Cleaned:
    """A name such as Asia/Omsk, or a large city of the zone."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    name = tidied if zones.is_zone(tidied) else zones.zone_of_city(tidied)
    return Cleaned(name, notes) if name else left_out("zone_not_known")
