"""What a card of the demo base says beside names and contacts: source, position, INN, a note, tags."""

from random import Random

from customers.choices import CustomerKind
from customers.demo.cards import Card
from customers.demo.tables import Words

NOBODYS_REGION = "00"
"""No tax office has this code, so that an invented INN is nobody's."""
TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def fill(rng: Random, words: Words, card: Card) -> None:
    """Draw them for a card that is made; a stream of its own leaves names and phones as they were."""
    if rng.random() < 0.7:
        card.source = words.company["source"].draw(rng)
    if card.kind == CustomerKind.COMPANY:
        if rng.random() < 0.6:
            card.inn = _inn(rng)
            card.kpp = f"{card.inn[:4]}01001"
    elif rng.random() < 0.12:
        card.position = words.company["position"].draw(rng)
    if rng.random() < 0.08:
        card.note = words.company["note"].draw(rng)
    if rng.random() < 0.35:
        card.tags = tuple(sorted(rng.sample(range(len(tag_names(words))), rng.choice((1, 1, 1, 2)))))


def tag_names(words: Words) -> list[str]:
    """The tags of the demo base, in the order of the dictionary."""
    return words.company["tag"].things


def _inn(rng: Random) -> str:
    digits = NOBODYS_REGION + "".join(rng.choices("0123456789", k=7))
    check = sum(int(digit) * weight for digit, weight in zip(digits, TEN, strict=True)) % 11 % 10
    return f"{digits}{check}"
