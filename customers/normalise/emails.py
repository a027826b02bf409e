"""E-mail addresses: syntax by `email-validator`, then lower case.

Whether the address exists is not asked: that needs the network and its owner's patience. Plain addresses in
common domains take a short way with the same answers; tests compare both.
"""

import re

from email_validator import EmailNotValidError, validate_email

from customers.choices import ContactProblem
from customers.normalise.result import Normalised

LONGEST_LOCAL_PART = 64
LONGEST_PLAIN = 120
# Zones that are certainly neither reserved nor internationalised.
PLAIN = re.compile(
    r"[a-z0-9_]+(?:[.+-][a-z0-9_]+)*"
    r"@(?:[a-z0-9]{1,40}(?:-[a-z0-9]{1,10})?\.){1,3}(?:ru|com|net|org|su|info|by|kz|ua|uz|de|eu|me)"
)


def normalise_email(raw: str) -> Normalised:
    """Return the address in lower case, an internationalised domain in its own letters (почта.рф)."""
    text = raw.strip()
    if text.isascii() and len(text) <= LONGEST_PLAIN:
        lower = text.lower()
        if PLAIN.fullmatch(lower) and lower.index("@") <= LONGEST_LOCAL_PART:
            return Normalised(lower)
    return by_library(text)


def by_library(text: str) -> Normalised:
    """Return what `email-validator` says of the address."""
    try:
        address = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return Normalised(problem=ContactProblem.NOT_AN_EMAIL)
    return Normalised(address.normalized.lower())
