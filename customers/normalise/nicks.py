"""Names in messengers and addresses of sites: what people copy, brought to one form."""

import re
from urllib.parse import urlsplit

from customers.choices import ContactKind, ContactProblem
from customers.normalise.phones import normalise_phone
from customers.normalise.result import Normalised

LINKS = {
    ContactKind.TELEGRAM.value: re.compile(r"^(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/", re.IGNORECASE),
    ContactKind.WHATSAPP.value: re.compile(
        r"^(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)", re.IGNORECASE
    ),
    ContactKind.VK.value: re.compile(r"^(?:https?://)?(?:m\.|www\.)?(?:vk\.com|vk\.ru|vkontakte\.ru)/", re.IGNORECASE),
    ContactKind.MAX.value: re.compile(r"^(?:https?://)?(?:www\.)?max\.ru/", re.IGNORECASE),
}
NICKS = {
    ContactKind.TELEGRAM.value: re.compile(r"[a-z][a-z0-9_]{3,31}"),
    ContactKind.VK.value: re.compile(r"[a-z0-9_.]{2,50}"),
    ContactKind.MAX.value: re.compile(r"[a-z0-9_.\-/]{2,100}"),
}
BY_PHONE = frozenset({ContactKind.TELEGRAM.value, ContactKind.WHATSAPP.value, ContactKind.MAX.value})
HOST = re.compile(r"(?:[^\W_](?:[\w\-]{0,61}[^\W_])?\.)+[^\W\d_][\w\-]{1,62}")
LONGEST_SITE = 320


def normalise_nick(kind: str, raw: str) -> Normalised:
    """A telephone number where the messenger knows people by it, else the name in lower case."""
    text = LINKS[kind].sub("", raw.strip()).split("?")[0].strip("/ ")
    if kind in BY_PHONE and any(letter.isdigit() for letter in text[:3]):
        number = normalise_phone(f"+{text}" if kind == ContactKind.WHATSAPP and len(text) > 11 else text)
        if number.value or kind == ContactKind.WHATSAPP:
            return number
    nick = text.removeprefix("@").lower()
    if kind in NICKS and NICKS[kind].fullmatch(nick):
        return Normalised(nick)
    return Normalised(problem=ContactProblem.NOT_A_NICK)


def normalise_site(raw: str) -> Normalised:
    """With its scheme, the host in lower case; only http and https are sites."""
    text = raw.strip()
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return Normalised(problem=ContactProblem.NOT_A_SITE)
    is_plain = parts.scheme.lower() in {"http", "https"} and not parts.username and not parts.password
    if not is_plain or not HOST.fullmatch(host) or any(sign.isspace() for sign in text) or len(text) > LONGEST_SITE:
        return Normalised(problem=ContactProblem.NOT_A_SITE)
    tail = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return Normalised(f"{parts.scheme.lower()}://{host}{f':{port}' if port else ''}{tail}")


def kind_of(raw: str) -> str:
    """Which way to reach somebody was typed: a link names its messenger, «@» an address."""
    text = raw.strip()
    for kind, link in LINKS.items():
        if link.match(text):
            return kind
    if text.startswith("@"):
        return ContactKind.TELEGRAM.value
    if "@" in text:
        return ContactKind.EMAIL.value
    if any(letter.isalpha() for letter in text) and normalise_site(text).value:
        return ContactKind.SITE.value
    return ContactKind.PHONE.value


def link_of(kind: str, value: str) -> str:
    """Where a press on the contact leads; empty where the messenger has no such address."""
    if kind == ContactKind.WHATSAPP:
        return f"https://wa.me/{value.removeprefix('+')}"
    if kind == ContactKind.TELEGRAM:
        return f"https://t.me/{value}"
    if kind == ContactKind.VK:
        return f"https://vk.com/{value}"
    if kind == ContactKind.MAX:
        return "" if value.startswith("+") else f"https://max.ru/{value}"
    return value if kind == ContactKind.SITE else ""
