"""One company per INN and KPP: a row that would make a second card of one taxpayer is a question, not a card."""

from collections.abc import Sequence

from customers.choices import CustomerKind
from customers.models import Customer
from imports.cleaning.rows import CleanRow
from imports.models import Verdict
from imports.staging.deciding import NEW, Outcome
from imports.staging.matching import Candidate, among

TAKEN, KEY = "company_taken", "inn"


def numbers_of(row: CleanRow) -> str:
    """INN and KPP of a company, as one text; empty for people, and where no INN is said."""
    values = row.values
    if values.get("kind") != CustomerKind.COMPANY or not values.get("inn"):
        return ""
    return f"{values['inn']} {values.get('kpp') or ''}"


def ask_of_taken(
    rows: Sequence[CleanRow], those: list[Sequence[Candidate]], decisions: Sequence[str], outcomes: list[Outcome]
) -> None:
    """Turn new companies into questions where the base has them already; who has decided is not asked again."""
    asked = {
        at: numbers
        for at, row in enumerate(rows)
        if outcomes[at].verdict == Verdict.NEW and decisions[at] != NEW and (numbers := numbers_of(row))
    }
    if not asked:
        return
    inns = list({numbers.split(" ")[0] for numbers in asked.values()})
    standing = Customer.objects.active().filter(
        among("customers_customer.inn", inns, "text"), kind=CustomerKind.COMPANY
    )
    holders: dict[str, int] = {}
    for pk, inn, kpp in standing.order_by("pk").values_list("pk", "inn", "kpp"):
        holders.setdefault(f"{inn} {kpp}", pk)
    for at, numbers in asked.items():
        if numbers in holders:
            outcomes[at] = Outcome(Verdict.DOUBTFUL, TAKEN)
            those[at] = [Candidate(holders[numbers], KEY)]
