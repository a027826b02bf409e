"""Headings and words by which tables of other programs tell calls from letters, and how they ended."""

import re
from collections.abc import Sequence
from typing import TypeVar

from interactions.log.choices import Direction, InteractionKind

Meant = TypeVar("Meant", bound=str)
K, D = InteractionKind, Direction
HEADINGS = {
    "kind": (
        "тип взаимодействия", "вид взаимодействия", "тип контакта", "вид контакта", "тип события", "тип дела",
        "тип звонка", "тип активности", "канал", "событие", "interaction type", "activity type", "call type", "type",
        "тип", "вид", "channel", "kind", "activity",
    ),
    "direction": (
        "направление", "направление звонка", "вх/исх", "входящий/исходящий", "direction", "call direction",
    ),
    "at": (
        "дата", "дата и время", "дата взаимодействия", "дата контакта", "дата звонка", "дата события", "когда",
        "время звонка", "дата создания", "date", "date and time", "datetime", "time", "when", "call date", "created",
    ),
    "text": (
        "текст", "комментарий", "описание", "содержание", "заметка", "примечание", "тема", "сообщение", "text",
        "comment", "description", "notes", "note", "message", "subject", "body",
    ),
    "outcome": (
        "результат", "итог", "исход", "результат звонка", "статус звонка", "статус", "outcome", "result",
        "call result", "disposition", "status",
    ),
    "author": (
        "автор", "менеджер", "ответственный", "сотрудник", "оператор", "кто", "пользователь", "author", "manager",
        "owner", "user", "agent", "employee", "assigned to",
    ),
}  # fmt: skip
# By the root of a word: tables decline them and write them beside others. The first that fits counts.
KINDS: Sequence[tuple[str, InteractionKind]] = (
    (r"жалоб|рекламац|претенз|complaint|claim", K.COMPLAINT),
    (r"отзыв|review|feedback", K.REVIEW),
    (r"смс|\bsms", K.SMS),
    (r"мессенджер|whats?app|ватсап|вотсап|вацап|telegram|телеграм|viber|вайбер|вконтакте|\bvk\b|\bвк\b", K.MESSENGER),
    (r"\bmax\b|чат|chat|messenger|direct message", K.MESSENGER),
    (r"письм|e-?mail|емейл|имейл|почт|\bmail|letter", K.LETTER),
    (r"встреч|переговор|meeting|appointment|демонстрац|\bdemo\b", K.MEETING),
    (r"визит|посещен|visit", K.VISIT),
    (r"файл|документ|предложени|\bкп\b|счет|\bfile|document|offer|proposal|invoice", K.FILE),
    (r"звон|\bcall|телефон|phone", K.CALL),
    (r"заметк|примечан|коммент|\bnote|comment|memo", K.NOTE),
    (r"сообщени|message", K.MESSENGER),
)
DIRECTIONS: Sequence[tuple[str, Direction]] = (
    (r"пропущ|неотвеч|не отвеч|непринят|не принят|missed|unanswered|abandoned", D.MISSED),
    (r"вход|\bвх\b|от клиента|from the client|from client|incoming|inbound|received|^in$", D.IN),
    (r"исход|\bисх\b|клиенту|to the client|to client|outgoing|outbound|\bsent\b|^out$", D.OUT),
)
UNSAID = ""
"""Words that deny what they name tell what did not happen, and not how the talk ended: a person is asked."""
OUTCOMES: Sequence[tuple[str, str]] = (
    (r"(?:не|больше не|просил\w* не) звонить|do not call|don.t call|\bdnc\b", "do_not_call"),
    (r"недозвон|не дозвон|не ответ|нет ответа|не берет|не брал|занят|no answer|not? reached|busy|voicemail", "silent"),
    (r"перезвон|call ?back|позвонить позже", "call_back"),
    (r"не интерес|неинтерес|отказ|refus|declin|reject|not interested|\blost\b", "refused"),
    (r"\bне ?(?:договор|соглас|успе|состоял|поговор)|без ?успе", UNSAID),
    (r"disagree|unsuccess|(?:\bnot|n.t) (?:agree|talk|complete|connect|success)|\b(?:dis|un)connect", UNSAID),
    (r"\bun-?(?:answered|reached)|not answered", "silent"),
    (r"дума|think|consider", "thinks"),
    (r"договор|соглас|agreed|успех|успешн|success|\bwon\b", "agreed"),
    (r"дозвон|поговор|состоял|ответил|разговор|talked|reached|answered|connected|completed", "reached"),
)


def fold(text: str) -> str:
    """How words are compared."""
    return " ".join(text.casefold().replace("ё", "е").replace(".", " ").split())


def kind_in(text: str) -> InteractionKind | None:
    """What such words call an entry; a direction alone is said of calls."""
    found = _first(KINDS, fold(text))
    return found or (K.CALL if direction_in(text) else None)


def direction_in(text: str) -> Direction | None:
    """Which way it went."""
    return _first(DIRECTIONS, fold(text))


def outcome_in(text: str) -> str:
    """Code of the built-in outcome that is meant; empty when none is."""
    return _first(OUTCOMES, fold(text)) or ""


def _first(words: Sequence[tuple[str, Meant]], text: str) -> Meant | None:
    return next((meant for pattern, meant in words if re.search(pattern, text)), None)
