"""Words of tables: what a cell about a consent says, and what such columns are called."""

import re

YES = frozenset(
    {"да", "yes", "true", "1", "+", "y", "д", "истина", "есть", "согласен", "согласна", "дано", "получено", "подписан"}
    | {"подписана", "granted", "given", "opt-in", "opted in", "subscribed", "consented"}
)
NO = frozenset(
    {"нет", "no", "false", "0", "-", "n", "н", "ложь", "не согласен", "не согласна", "отказ", "отозвано", "отозван"}
    | {"отписан", "отписана", "отписался", "отписалась", "withdrawn", "denied", "opt-out", "opted out", "unsubscribed"}
    | {"не дано", "не получено"}
)
PLAIN_NO = frozenset({"нет", "no", "false", "0", "-", "n", "н", "ложь", "не дано", "не получено"})
REFUSED = frozenset(
    {"не получать", "не отправлять", "не звонить", "не писать", "non-marketing contact", "stop", "стоп"}
)
"""Of a column about refusals: these say yes, as do words of a refusal."""
FREE = frozenset({"marketing contact", "получать"})
"""Of a column about refusals: these say that there is none."""
SOURCE = ("источник согласия", "где получено согласие", "consent source")
DATE = ("дата согласия", "согласие дата", "дата получения согласия", "consent date", "opt-in date")
BASIS = ("основание согласия", "документ согласия", "consent basis", "legal basis", "legal basis for processing")
REFUSALS: dict[str, tuple[str, ...]] = {
    "call": ("не звонить", "отказ от звонков", "do not call"),
    "sms": ("не слать смс", "отказ от смс", "sms_not", "sms opt-out"),
    "email": (
        "отписан", "отписка", "отписан от рассылки", "отказ от рассылки", "unsubscribed", "email opt-out",
        "email opt out", "unsubscribed from all email", "marketing contact status",
    ),
    "all": ("отказ от рекламы", "отказ от всех рассылок", "do not contact"),
}  # fmt: skip
GRANTS: dict[str, dict[str, tuple[str, ...]]] = {
    "advertising": {
        "call": ("согласие на звонки", "согласие на рекламные звонки"),
        "sms": ("согласие на смс", "согласие на sms", "согласие на смс-рассылку", "sms opt-in"),
        "email": ("согласие на рассылку", "согласие на email", "согласие на e-mail", "email opt-in"),
    },
}
BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """How words are compared."""
    return BLANKS.sub(" ", text.casefold().replace("ё", "е").strip(" .!"))


def answer(text: str) -> bool | None:
    """Yes, no, or what is neither."""
    word = fold(text) or text.strip()
    return True if word in YES else False if word in NO else None


def refusal(text: str) -> bool | None:
    """Whether a cell of a column about refusals tells of one."""
    word = fold(text) or text.strip()
    if word in REFUSED:
        return True
    if word in FREE:
        return False
    if word in NO - PLAIN_NO:
        return True
    return answer(text)
