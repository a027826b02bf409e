"""Phones and e-mails in the form in which they are compared, coarser than the one in which they are dialled."""

import re
from functools import lru_cache

from customers.normalise.typos import suggested_domain

HOME = "+7"
DIGITS = re.compile(r"\D")
FEWEST, MOST = 7, 15
FEWEST_DIFFERENT = 3
LONGEST = 254
"""Of an address (RFC 5321, 4.5.3.1.3); words longer than 255 cannot be compared by their letters at all."""
ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
LOOK_ALIKES = str.maketrans("асеорхуквнмтійѕь", "aceopxykbhmtijsb")
ONE_DOMAIN = {
    "ya.ru": "yandex.ru", "yandex.com": "yandex.ru", "yandex.by": "yandex.ru", "yandex.kz": "yandex.ru",
    "yandex.ua": "yandex.ru", "narod.ru": "yandex.ru", "googlemail.com": "gmail.com", "maill.ru": "mail.ru",
    "yandex.ry": "yandex.ru", "gmail.con": "gmail.com", "gmial.com": "gmail.com", "gmaill.com": "gmail.com",
    "mail.ry": "mail.ru", "bk.ry": "bk.ru", "inbox.ry": "inbox.ru", "list.ry": "list.ru", "rambler.ry": "rambler.ru",
}  # fmt: skip
PLACEHOLDERS = frozenset({"no", "net", "none", "nomail", "noemail", "test", "email", "mail", "user", "example", "null"})
"""Before the «@» of addresses that are nobody's."""


def match_phone(value: str, raw: str) -> str:
    """Ten digits of a number at home, all digits of others; empty for what is nobody's number."""
    digits = value.removeprefix("+") if value else DIGITS.sub("", raw)
    if not value and len(digits) == 11 and digits[0] in "78":
        digits = "7" + digits[1:]
    if len(digits) == 11 and digits[0] == "7":
        digits = digits[1:]
    if not FEWEST <= len(digits) <= MOST or len(set(digits[-FEWEST:])) < FEWEST_DIFFERENT:
        return ""
    return digits


@lru_cache(20_000)
def _domain(domain: str) -> str:
    domain = ONE_DOMAIN.get(domain, domain)
    meant = suggested_domain(domain) or domain
    return ONE_DOMAIN.get(meant, meant)


def match_email(value: str, raw: str) -> str:
    """One address for all writings that its provider takes for one; empty for what is none."""
    text = (value or raw).strip().lower()
    if not text.isascii() and text.translate(LOOK_ALIKES).isascii():
        text = text.translate(LOOK_ALIKES)
    if not value and (len(text) > LONGEST or not ADDRESS.fullmatch(text)):
        return ""
    local, _at, domain = text.rpartition("@")
    domain, local = _domain(domain), local.partition("+")[0]
    if domain == "gmail.com":
        local = local.replace(".", "")
    elif domain == "yandex.ru":
        local = local.replace("-", ".")
    return f"{local}@{domain}" if local and local not in PLACEHOLDERS else ""
