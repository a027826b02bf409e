"""Russian texts to start from (consents/documents/samples): `<kind>_<purpose>.txt`, title, label, an empty line, body.

`policy.txt` is the privacy policy: title, an empty line, body.

A company reads them with its lawyer before it publishes. `{…}` is filled in when a draft is begun.
"""

from dataclasses import dataclass
from pathlib import Path

from consents.models import Operator

FOLDER = Path(__file__).parent / "samples"
BLANK = "_" * 30


@dataclass(frozen=True)
class Sample:
    """A text of one kind for one purpose."""

    title: str
    label: str
    body: str


def sample_for(kind: str, purpose: str, purpose_name: str, operator: Operator) -> Sample:
    """The text to begin a first version from, with the operator's details; blanks where nothing is known."""
    file = FOLDER / f"{kind}_{purpose}.txt"
    text = (file if file.exists() else FOLDER / "other.txt").read_text(encoding="utf-8")
    filled = text.format_map(
        {
            "operator": described(operator),
            "dpo_contact": operator.dpo_contact or BLANK,
            "purpose": purpose_name,
        }
    )
    title, label, body = filled.split("\n", 2)
    return Sample(title, label, body.strip())


def described(operator: Operator) -> str:
    """Name, numbers, address, as a text names the operator."""
    numbers = (("ИНН", operator.inn), ("ОГРН", operator.ogrn), ("адрес:", operator.address))
    within = ", ".join(f"{word} {value}" for word, value in numbers if value)
    name = operator.name or BLANK
    return f"{name} ({within})" if within else name
