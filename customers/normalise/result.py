"""What normalising a way to reach somebody gives."""

from typing import NamedTuple

from customers.choices import ContactProblem


class Normalised(NamedTuple):
    """Either a value in standard form or a problem, never both and never neither."""

    value: str = ""
    problem: ContactProblem | None = None
