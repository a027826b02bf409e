"""What a column of phones or e-mails is called on the card: «Рабочий телефон» is «рабочий»."""

import re

from imports.mapping.headings import fold, without_number

NOISE = re.compile(
    r"\b(?:телефон\w*|тел|номер\w*|e-?mail\w*|емейл|почта|эл|электронн\w+|адрес\w*|phone|number|address|value"
    r"|контакт|контакта|клиент\w*|контрагент|type|label|основн\w+|primary|для)\b\.?",
    re.IGNORECASE,
)
EDGES = " -–—.,:/()|"


def label_of(heading: str) -> str:
    """Empty when the heading says no more than «phone» or «e-mail»."""
    folded = without_number(fold(heading)).rpartition(".")[2]
    words = " ".join(NOISE.sub(" ", folded.split(":")[-1]).split()).strip(EDGES)
    return words[:100] if any(letter.isalpha() for letter in words) else ""
