"""The engine against a plain rule read row by row: whom a row is about, and what it changes."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from customers.models import ContactPoint, Customer, ExternalId
from customers.normalise.names import sort_name
from imports import services, whole
from imports.models import Import, StagedRow
from imports.staging import fixing
from imports.staging.rules import KEYS as ALL_KEYS
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.imports import samples

KEYS = tuple(key for key in ALL_KEYS if key != "similar")
"""Of likeness the matcher tells, whose tests stand in `quality`."""
pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = (
    "ID",
    "Фамилия",
    "Имя",
    "Отчество",
    "Дата рождения",
    "Телефон",
    "E-mail",
    "ИНН",
    "КПП",
    "Город",
    "Должность",
)
MAPPING = dict(
    zip(
        HEADINGS,
        ("external_id", "last_name", "first_name", "middle_name", "birth_date", "phone", "email", "inn", "kpp", "city",
         "position"),
        strict=True,
    )
)  # fmt: skip
INNS = ("7707083893", "7736050003", "500100732259")
KPPS = ("", "770701001", "773601001")
NAMES = ("Абрамова", "Борисова", "Власова")
BORN = ("", "01.02.1980", "03.04.1990")
NUMBERS = [str(n) for n in range(1, 7)]
PHONES = [f"+7900000000{n}" for n in range(6)]
EMAILS = [f"p{n}@example.com" for n in range(6)]
CITIES = ("", "Казань", "Тверь")
Row = dict[str, str]


class Oracle:
    """What the pages of the design say, for one row at a time, by looking at every card."""

    def __init__(self, match: list[str], mode: str, conflict: str, conflicts: dict[str, str]) -> None:
        self.match, self.mode, self.conflict, self.conflicts = match, mode, conflict, conflicts
        self.cards = [self._card(card) for card in Customer.objects.order_by("pk")]
        self.taken: list[tuple[str, str]] = []

    @staticmethod
    def _card(card: Customer) -> dict[str, Any]:
        points = ContactPoint.objects.filter(customer=card, archived_at=None)
        return {
            "pk": card.pk, "inn": card.inn, "kpp": card.kpp, "city": card.city, "position": card.position,
            "last_name": card.last_name,
            "name_birth_date": f"{card.sort_name}|{card.birth_date:%d.%m.%Y}" if card.birth_date else "",
            "points": {one.value for one in points}, "birth_date": card.birth_date,
            "numbers": {one.value for one in ExternalId.objects.filter(customer=card, source="main")},
        }  # fmt: skip

    def keys(self, row: Row) -> list[tuple[str, str]]:
        name = sort_name(f"{row['Фамилия']} {row['Имя']}")
        said = {
            "external_id": row["ID"],
            "inn": f"{row['ИНН']}/{row['КПП']}" if row["ИНН"] else "",
            "phone": row["Телефон"],
            "email": row["E-mail"],
            "name_birth_date": f"{name}|{row['Дата рождения']}" if row["Дата рождения"] else "",
        }
        return [(key, said[key]) for key in self.match if said[key]]

    def has(self, card: dict[str, Any], key: str, value: str) -> bool:
        if key == "inn":
            inn, kpp = value.split("/")
            same = card["inn"] == inn
            exact = any(one["inn"] == inn and one["kpp"] == kpp for one in self.cards)
            return bool(same and (not kpp or card["kpp"] == kpp or (not card["kpp"] and not exact)))
        if key == "external_id":
            return value in card["numbers"]
        return value in card["points"] if key in {"phone", "email"} else bool(card[key] == value)

    def says(self, row: Row) -> tuple[str, int | None, list[str]]:
        """(verdict, client, columns written)."""
        found = [
            (card["pk"], key) for key, value in self.keys(row) for card in self.cards if self.has(card, key, value)
        ]
        verdict, customer = self.chosen(found)
        columns = self.changes(row, customer) if verdict == "updated" and customer else []
        if verdict == "updated" and customer and not columns and not self.adds(row, customer):
            verdict = "unchanged"
        if verdict in {"new", "updated"} or (verdict == "unchanged" and customer):
            mine = [*self.keys(row), *([("client", str(customer))] if customer else [])]
            if set(mine) & set(self.taken):
                return "duplicate", customer, columns
            self.taken += mine
        return verdict, customer, columns

    def chosen(self, found: list[tuple[int, str]]) -> tuple[str, int | None]:
        if not found:
            return ("unchanged", None) if self.mode == "update" else ("new", None)
        if self.mode == "create":
            return "unchanged", found[0][0]
        if len({pk for pk, _key in found}) > 1:
            return "doubtful", None
        return "updated", found[0][0]

    def changes(self, row: Row, customer: int) -> list[str]:
        [card] = [one for one in self.cards if one["pk"] == customer]
        changed = []
        said = {"city": row["Город"], "position": row["Должность"], "inn": row["ИНН"], "kpp": row["КПП"]}
        born = dt.datetime.strptime(row["Дата рождения"], "%d.%m.%Y").date() if row["Дата рождения"] else None  # noqa: DTZ007
        for column, value in {**said, "birth_date": born}.items():
            policy = self.conflicts.get(column, self.conflict)
            if value and value != card[column] and (policy == "overwrite" or (policy == "fill" and not card[column])):
                changed.append(column)
        if row["Фамилия"] != card["last_name"] and self.conflicts.get("full_name", self.conflict) == "overwrite":
            changed.append("last_name")
        return sorted(changed)

    def adds(self, row: Row, customer: int) -> bool:
        [card] = [one for one in self.cards if one["pk"] == customer]
        points = {
            value
            for value, kind in ((row["Телефон"], "phone"), (row["E-mail"], "email"))
            if value and self.conflicts.get(kind, self.conflict) != "keep"
        }
        return bool(points - card["points"] or {row["ID"]} - {""} - card["numbers"])


def base(chance: random.Random) -> None:
    """Cards that share some of what rows will say."""
    for _number in range(8):
        born = chance.choice(BORN)
        card = make_person(f"{chance.choice(NAMES)} Анна", city=chance.choice(CITIES))
        card.birth_date = dt.datetime.strptime(born, "%d.%m.%Y").date() if born else None  # noqa: DTZ007
        card.inn, card.kpp = chance.choice(("", *INNS)), chance.choice(KPPS)
        card.save()
        if chance.random() < 0.6:
            make_phone(card, chance.choice(PHONES))
        if chance.random() < 0.4:
            make_email(card, chance.choice(EMAILS))
        source, number = chance.choice(("main", "main", "другая")), chance.choice(NUMBERS)
        if not ExternalId.objects.filter(value=number, source=source).exists():
            ExternalId.objects.create(customer=card, source=source, value=number)


def row(chance: random.Random) -> Row:
    """Mostly empty, so that rows are found by few keys."""

    def some(values: Any, share: float = 0.4) -> str:
        return str(chance.choice(list(values))) if chance.random() < share else ""

    return {
        "ID": some(NUMBERS), "Фамилия": chance.choice(NAMES), "Имя": "Анна", "Отчество": "",
        "Дата рождения": some(BORN[1:]), "Телефон": some(PHONES), "E-mail": some(EMAILS), "ИНН": some(INNS, 0.3),
        "КПП": some(KPPS[1:], 0.3), "Город": some(CITIES), "Должность": some(("врач",), 0.2),
    }  # fmt: skip


def checked(path: Path, rows: list[Row], by: User | None = None, **rules: Any) -> Import:
    path.write_text(samples.text([HEADINGS, *(list(one.values()) for one in rows)]), encoding="utf-8")
    conflicts = rules.pop("conflicts", {})
    by = by or system_user()
    imported = whole.begun(whole.Wish(path=path, by=by, mapping=MAPPING, **rules))
    imported = services.set_rules(
        imported, by=by, match=imported.match, mode=imported.mode, on_conflict=imported.on_conflict,
        conflicts=conflicts, source="main", responsible=None, tag="",
    )  # fmt: skip
    from journal import runs

    runs.run_here(services.start_preview(imported, by=by).pk)
    return services.by_id(imported.pk)


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_does_what_the_rule_says(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    base(chance)
    match = chance.sample(KEYS, chance.randint(1, len(KEYS)))
    mode, conflict = (
        chance.choice(("upsert", "upsert", "create", "update")),
        chance.choice(("fill", "overwrite", "keep")),
    )
    conflicts = {"city": chance.choice(("fill", "overwrite", "keep")), "phone": chance.choice(("fill", "keep"))}
    rows = [row(chance) for _number in range(60)]
    rules: dict[str, Any] = {"match": match, "mode": mode, "on_conflict": conflict, "conflicts": conflicts}
    imported = checked(tmp_path / "a.csv", rows, **rules)
    oracle = Oracle(match, mode, conflict, conflicts)

    wrong = []
    for kept, said in zip(StagedRow.objects.of(imported).order_by("number"), rows, strict=True):
        verdict, customer, columns = oracle.says(said)
        written = sorted(
            set(kept.writes.get("columns", {})) & {"city", "position", "inn", "kpp", "birth_date", "last_name"}
        )
        found = (kept.verdict, kept.customer_id, written if kept.verdict == "updated" else [])
        if found != (verdict, customer, columns if verdict == "updated" else []):
            wrong.append((kept.number, found, (verdict, customer, columns), kept.candidates, said))
    assert wrong == [], rules


def test_branches_of_a_company_are_clients_of_their_own(tmp_path: Path) -> None:
    firm = make_company("ООО «Тихий берег»")
    Customer.objects.filter(pk=firm.pk).update(inn=INNS[0], kpp=KPPS[1])
    nothing = dict.fromkeys(HEADINGS, "")
    branch = {**nothing, "Фамилия": "Берег", "ИНН": INNS[0], "КПП": KPPS[2]}
    same, silent = {**branch, "КПП": KPPS[1]}, {**branch, "КПП": ""}

    imported = checked(tmp_path / "a.csv", [branch])
    assert imported.counts["new"] == 1
    imported = whole.applied(imported, by=system_user())
    assert Customer.objects.count() == 2
    assert checked(tmp_path / "b.csv", [branch]).counts["new"] == 0
    assert checked(tmp_path / "c.csv", [same]).counts["new"] == 0
    assert checked(tmp_path / "d.csv", [silent]).counts["doubtful"] == 1


def test_a_forged_decision_is_refused(tmp_path: Path) -> None:
    first, second, other = make_person("Абрамова Анна"), make_person("Борисова Анна"), make_person("Чужая Ольга")
    for card in (first, second):
        make_phone(card, PHONES[0])
    said = {**dict.fromkeys(HEADINGS, ""), "Фамилия": "Абрамова", "Телефон": PHONES[0]}
    imported = checked(tmp_path / "a.csv", [said])
    kept = StagedRow.objects.get(imported=imported)
    for forged in (str(other.pk), "-1", "0", "все", f"{first.pk} "):
        with pytest.raises(DomainError):
            fixing.decide(imported, kept, forged)
    kept.refresh_from_db()
    assert (kept.decision, kept.verdict) == ("", "doubtful")
    fixing.decide(imported, kept, str(second.pk))
    kept.refresh_from_db()
    assert kept.customer_id == second.pk


def test_a_colleagues_card_is_a_doubt_without_a_word_of_it(tmp_path: Path, manager: User, admin_user: User) -> None:
    from accounts.models import Role
    from accounts.permissions import Permission

    manager.role = Role.objects.create(
        code="brings", name="Приносит", scope=manager.role.scope,
        permissions=[*manager.role.permissions, Permission.IMPORT_BASE],
    )  # fmt: skip
    manager.save()
    hidden = make_person("Скрытая Анна", city="Казань", responsible=admin_user)
    make_phone(hidden, PHONES[0])
    said = {**dict.fromkeys(HEADINGS, ""), "Фамилия": "Абрамова", "Телефон": PHONES[0], "Город": "Тверь"}
    imported = checked(tmp_path / "a.csv", [said], by=manager, on_conflict="overwrite")
    kept = StagedRow.objects.get(imported=imported)
    assert (kept.verdict, kept.reason, kept.before, kept.writes) == ("doubtful", "colleague", {}, {})
    assert "Скрытая" not in str([kept.said, kept.problems, kept.candidates])
    fixing.decide(imported, kept, str(hidden.pk))
    kept.refresh_from_db()
    assert (kept.verdict, kept.before, kept.writes) == ("doubtful", {}, {})
