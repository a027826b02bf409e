"""Values of a batch put together into rows: names composed, a person told from a company, rejects named."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from typing import Any

from core.cells import Note
from customers.cells.names import sex_of_patronymic
from customers.cells.nicks import OTHERS
from customers.choices import CustomerKind
from customers.normalise.names import full_name
from customers.normalise.papers import account_holds, corr_account_holds
from imports.cleaning.columns import Column, problem_of
from imports.cleaning.naming import Naming, Whole
from imports.cleaning.rows import NOTHING, ROW, CleanRow, Problem
from imports.cleaning.texts import text_of
from imports.mapping.plan import Mapping, Targets

PARTS = ("last_name", "first_name", "middle_name")
ONLY_PERSONS = (*PARTS, "sex", "birth_date")
ACCOUNTS = (("account", account_holds), ("corr_account", corr_account_holds))
KEYS = ("external_id", "other_ids", "inn")
ORGANISATION_INN = 10
MOST_PATRONYMICS = 50_000
COMPANY = CustomerKind.COMPANY.value
Found = AnyMapping[str, list[tuple[Column, list[Any]]]]
Problems = dict[int, list[Problem]]


class Assembler:
    """Knows which targets are filled, so that each row pays only for those."""

    def __init__(self, mapping: Mapping, targets: Targets, constants: AnyMapping[str, list[Any]]) -> None:
        self._targets = targets
        self._constants = constants
        self._naming = Naming()
        self._sexes: dict[str, str] = {}

    def rows(self, numbers: Sequence[int], found: Found, problems: Problems) -> list[CleanRow]:
        """One row for each number."""
        size = len(numbers)
        scalars = {code: self._scalar(code, read, problems) for code, read in found.items() if not self._is_many(code)}
        for code, given in self._constants.items():
            if not self._is_many(code):
                constant = self._naming.slow(given[0]) if code == "full_name" else given[0]
                standing = scalars.get(code, [None] * size)
                scalars[code] = [constant if value is None else value for value in standing]
        many = {code: self._many(code, found.get(code, []), size) for code in ("phone", "email", "tags")}
        others = {code: self._many(code, found.get(code, []), size) for code in OTHERS if self._says(code, found)}
        whole = scalars.pop("full_name", None)
        keys = tuple(scalars)
        pays = "bik" in scalars
        table = list(zip(*scalars.values(), strict=True)) if scalars else [()] * size
        made = []
        for at in range(size):
            values: dict[str, Any] = {
                key: value for key, value in zip(keys, table[at], strict=True) if value is not None
            }
            if type(values.get("external_id")) is tuple:
                _part_numbers(values)
            if pays and "bik" in values:
                _hold_accounts(at, values, problems)
            phones, emails, tags = many["phone"][at], many["email"][at], many["tags"][at]
            beside = {code: points[at] for code, points in others.items() if points[at]} if others else NOTHING
            self._name(at, values, whole[at] if whole else None, problems)
            odd = problems.get(at)
            rejected = "" if odd is None else _rejected(odd)
            if (
                not rejected
                and "full_name" not in values
                and not (phones or emails or beside or any(map(values.get, KEYS)))
            ):
                rejected = "nothing_to_know_by"
                odd = [*(odd or ()), problem_of(Note(rejected, "rejects"), ROW, "", "")]
            row = (numbers[at], values, phones, emails, tags, tuple(odd) if odd else (), rejected, beside)
            made.append(tuple.__new__(CleanRow, row))
        return made

    def _says(self, code: str, found: Found) -> bool:
        return code in found or code in self._constants

    def _is_many(self, code: str) -> bool:
        return self._targets[code].many

    def _scalar(self, code: str, read: list[tuple[Column, list[Any]]], problems: Problems) -> list[Any]:
        """One column as it is; several joined, or the first that says something."""
        if len(read) == 1:
            return read[0][1]
        table = zip(*(values for _column, values in read), strict=True)
        joiner = self._targets[code].joiner
        if not joiner:
            return [next((value for value in cells if value is not None), None) for cells in table]
        made = []
        for at, cells in enumerate(table):
            said = list(dict.fromkeys(filter(None, cells)))
            text: Any = joiner.join(said) or None
            if len(said) > 1:
                cleaned = read[0][0].read_text(text)
                text = cleaned.value
                for note in cleaned.notes:
                    problems.setdefault(at, []).append(problem_of(note, read[0][0].at, code, joiner.join(said)))
            made.append(text)
        return made

    def _many(self, code: str, read: list[tuple[Column, list[Any]]], size: int) -> list[tuple[Any, ...]]:
        constants = tuple(item for values in self._constants.get(code, ()) for item in values)
        if not read:
            return [constants] * size
        if len(read) == 1 and not constants:
            return [values or () for values in read[0][1]]
        by_value = code != "tags"
        made = []
        for cells in zip(*(values for _column, values in read), strict=True):
            once: dict[str, Any] = {}
            for item in (*(item for cell in cells if cell for item in cell), *constants):
                once.setdefault(item.value if by_value else item.lower(), item)
            made.append(tuple(once.values()))
        return made

    def _name(self, at: int, values: dict[str, Any], whole: Whole | None, problems: Problems) -> None:
        """Compose the name and tell a company from a person."""
        kind = values.get("kind")
        if kind != COMPANY and ("last_name" in values or "first_name" in values or "middle_name" in values):
            self._person(values)
            return
        if kind is None:
            kind = _kind_of(values, whole)
        if kind == COMPANY:
            self._company(at, values, whole, problems)
        elif whole is not None:
            last, first, middle = whole.parts or self._naming.parts(whole.name)
            if last:
                values["last_name"] = last
            if first:
                values["first_name"] = first
            if middle:
                values["middle_name"] = middle
            self._person(values)

    def _person(self, values: dict[str, Any]) -> None:
        last, first, middle = values.get("last_name", ""), values.get("first_name", ""), values.get("middle_name", "")
        values["full_name"] = (
            f"{last} {first} {middle}" if last and first and middle else full_name(last, first, middle)
        )
        if middle and "sex" not in values:
            sex = self._sexes.get(middle)
            if sex is None:
                if len(self._sexes) > MOST_PATRONYMICS:
                    self._sexes.clear()
                sex = self._sexes[middle] = sex_of_patronymic(middle)
            if sex:
                values["sex"] = sex

    def _company(self, at: int, values: dict[str, Any], whole: Whole | None, problems: Problems) -> None:
        parts = full_name(*(values.pop(code, "") for code in PARTS))
        name = whole.name if whole else (values.get("company") or parts)
        for code in ("sex", "birth_date"):
            if code in values:
                note = Note("company_has_none", "left_out")
                problems.setdefault(at, []).append(problem_of(note, ROW, code, text_of(values.pop(code))))
        if not name:
            values.pop("kind", None)
            return
        if values.get("company") == name:
            del values["company"]
            if whole is None and "kind" not in values:
                note = Note("company_by_name", "fixed", name)
                problems.setdefault(at, []).append(problem_of(note, ROW, "full_name", name))
        values["kind"] = COMPANY
        values["full_name"] = name


def _hold_accounts(at: int, values: dict[str, Any], problems: Problems) -> None:
    """An account that the bank's BIC refutes is left out and said so: money sent there comes back, or does not."""
    for code, holds in ACCOUNTS:
        if code in values and not holds(values[code], values["bik"]):
            note = Note(f"{code}_of_another_bank", "left_out")
            problems.setdefault(at, []).append(problem_of(note, ROW, code, values.pop(code)))


def _part_numbers(values: dict[str, Any]) -> None:
    """The first number of no named program is the row's own; the others go beside it."""
    pairs = list(values.pop("external_id"))
    own = next((pair for pair in pairs if not pair[0]), None)
    if own is not None:
        pairs.remove(own)
        values["external_id"] = own[1]
    if pairs:
        values["other_ids"] = pairs


def _kind_of(values: AnyMapping[str, Any], whole: Whole | None) -> str:
    """What the name, or the length of the INN, tells; a row that names only a company is that company."""
    if whole is None:
        return COMPANY if "company" in values else ""
    if whole.parts is None:
        return COMPANY
    return COMPANY if not whole.known and len(values.get("inn", "")) == ORGANISATION_INN else ""


def _rejected(problems: Sequence[Problem]) -> str:
    return next((problem.code for problem in problems if problem.grade == "rejects"), "")
