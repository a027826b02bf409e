"""How people say in a word that they want no more of it (rule C-6)."""

import re

LONE = frozenset(
    {
        "stop", "unsubscribe", "unsub", "cancel", "quit", "end", "no", "remove", "optout",
        "стоп", "отписка", "отписаться", "отпишите", "отпиши", "отпишите меня", "нет", "не надо", "отказ",
        "отказываюсь", "хватит", "отмена рассылки", "не присылайте", "не пишите",
    }
)  # fmt: skip
"""Words that are a refusal when nothing else is said; «no, thank you, I shall come at five» is none."""
LEADING = frozenset({"stop", "unsubscribe", "стоп", "отписка", "отписаться", "отпишите"})
"""Words that are a refusal even with a few more after them."""
A_FEW = 5
LOOK_ALIKES = str.maketrans("acekmhopctxyb", "асекмнорстхув")
"""Latin letters on a Russian phone."""
WORDS = re.compile(r"[^\W\d_]+")


def is_stop(text: str) -> bool:
    """Whether these words, quotations left out, refuse further advertising."""
    words = WORDS.findall(text.casefold().replace("ё", "е"))
    if not words or len(words) > A_FEW:
        return False
    for spelt in (words, [word.translate(LOOK_ALIKES) for word in words]):
        if " ".join(spelt) in LONE or spelt[0] in LEADING:
            return True
    return False
