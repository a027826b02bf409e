"""A base saved in one cluster and put back into another, compared row by row."""

import csv
import datetime as dt
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from consents.erasure.ledger import key_of
from tests.lifecycle.product import Product

# What a restore itself writes or ends: a new era, its seal and entries, jobs that ran.
OWN_TABLES = {"journal_entry", "journal_seal", "journal_era", "journal_jobrun", "journal_schedule"}
FILL = """
from django.core.files.uploadedfile import SimpleUploadedFile
from accounts.services import system_user
from customers import services
from customers.models import Customer
from files.services import store
by = system_user()
person = services.create_person(by=by, last_name="Ёлкина", first_name="Анна", middle_name="", city='"Кав\\nычки", Орёл')
store(SimpleUploadedFile("договор.txt", "Договор".encode()), by=by, belongs_to=("customers.customer", person.pk))
"""


@dataclass(frozen=True)
class Saved:
    """A base in which something has happened, and its backup."""

    product: Product
    archive: Path


@pytest.fixture(scope="module")
def saved(open_folder: Path) -> Iterator[Saved]:
    """Made once: no test changes it."""
    folder = Path(tempfile.mkdtemp(dir=open_folder))
    folder.chmod(0o755)
    product, archive = Product(var=folder / "var"), folder / "base.zip"
    assert product.run("migrate", "--verbosity", "0").code == 0
    assert product.run("seed_demo", "--customers", "300", "--seed", "7").code == 0
    filled = product.run("shell", "--no-imports", "-c", FILL)
    assert filled.code == 0, filled.err
    made = product.run("backup", "--out", str(archive), "--json")
    assert made.code == 0, made.err
    assert made.json["files"] == 1
    yield Saved(product, archive)
    product.remove()


def rows(archive: Path) -> dict[str, list[tuple[str, ...]]]:
    """Every row of every table, in an order of their own."""
    with zipfile.ZipFile(archive) as opened:
        return {
            name.removeprefix("tables/").removesuffix(".csv"): sorted(
                tuple(row) for row in csv.reader(io.StringIO(opened.read(name).decode()))
            )
            for name in opened.namelist()
            if name.startswith("tables/")
        }


def test_restored_base_is_the_same_row_by_row(
    saved: Saved, make_product: Callable[..., Product], tmp_path: Path
) -> None:
    other = make_product()

    restored = other.run("restore", str(saved.archive), "--json")

    assert restored.code == 0, restored.err
    again = other.run("backup", "--out", str(tmp_path / "again.zip"))
    assert again.code == 0, again.err
    before, after = rows(saved.archive), rows(tmp_path / "again.zip")
    assert len(before["customers_customer"]) > 300
    assert set(before) == set(after)
    for table in set(before) - OWN_TABLES:
        assert after[table] == before[table], table
    assert set(after["journal_entry"]) >= set(before["journal_entry"])
    with zipfile.ZipFile(saved.archive) as old, zipfile.ZipFile(tmp_path / "again.zip") as new:
        files = [name for name in old.namelist() if name.startswith("files/")]
        assert files
        assert all(old.read(name) == new.read(name) for name in files)


def erased_since(archive: Path, folder: Path) -> tuple[Path, str]:
    """The archive with a ledger beside it, by which one of its clients was erased after it was made; his number."""
    with zipfile.ZipFile(archive) as opened:
        told = csv.DictReader(io.StringIO(opened.read("tables/customers_customer.csv").decode()))
        one = next(row for row in told if row["last_name"] == "Ёлкина")
    made_at = dt.datetime.fromisoformat(one["created_at"])
    row = {"customer": int(one["id"]), "key": key_of(int(one["id"]), made_at), "at": made_at.isoformat(), "act": 7}
    (folder / "erased.json").write_text(json.dumps({"format": 1, "erased": [row]}))
    copy = folder / "base.zip"
    copy.write_bytes(archive.read_bytes())
    return copy, one["id"]


@pytest.mark.nightly
def test_journal_is_whole_in_the_other_cluster_and_goes_on(
    saved: Saved, make_product: Callable[..., Product], tmp_path: Path
) -> None:
    """Also E-5: whoever was erased after the backup was made is erased again."""
    other = make_product()
    archive, number = erased_since(saved.archive, tmp_path)
    restored = other.run("restore", str(archive), "--json")
    assert restored.code == 0, restored.err
    assert restored.json["erased"] == 1

    verified = other.run("verify_journal", "--json")
    written = other.run("shell", "--no-imports", "-c", FILL.replace("Ёлкина", "Вторая"))
    again = other.run("verify_journal", "--json")
    whole = other.run("backup", "--out", str(tmp_path / "again.zip"))

    assert verified.code == 0, verified.out
    assert verified.json["ok"] is True
    assert written.code == 0, written.err
    assert again.json["ok"] is True
    assert again.json["checked"] > verified.json["checked"]
    assert whole.code == 0, whole.err
    left = rows(tmp_path / "again.zip")
    assert [row for row in left["consents_erasedcustomer"] if number in row]
    for table, lines in left.items():
        if table != "consents_erasuresubject":  # the act names him: order 179
            assert not [line for line in lines if "Ёлкина" in "".join(line)], table


def test_damaged_backup_is_refused_before_anything_is_touched(
    saved: Saved, make_product: Callable[..., Product], tmp_path: Path
) -> None:
    content = bytearray(saved.archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(content)
    other = make_product()

    refused = other.run("restore", str(tmp_path / "damaged.zip"), "--lang", "en")

    assert refused.code == 1
    assert "Nothing was changed" in refused.err
    tables = other.run(
        "shell", "--no-imports", "-c",
        "from django.db import connection; print('tables:', len(connection.introspection.table_names()))",
    )  # fmt: skip
    assert "tables: 0" in tables.out


def test_base_with_clients_is_not_overwritten(saved: Saved) -> None:
    refused = saved.product.run("restore", str(saved.archive), "--lang", "en")

    assert refused.code == 1
    assert "empty base" in refused.err


@pytest.mark.nightly
def test_base_somebody_works_in_is_saved_before_it_is_brought_up_to_new_code(ready: Product) -> None:
    made = ready.run("create_user", "anna@example.com", "--role", "admin", "--json")
    assert made.code == 0, made.err
    older = ready.run("migrate", "accounts", "0003", "--verbosity", "0")
    assert older.code == 0, older.err

    up = ready.up("--demo", "none", "--lang", "en").wait_open()

    assert up.stop() == 0, up.said
    assert "Before the update the base is saved" in up.said
    (backup,) = (ready.var / "backups").glob("kartoteka-update-*.zip")
    whole = ready.run("verify_backup", str(backup), "--json")
    assert whole.code == 0, whole.err
    assert "anna@example.com" in str(rows(backup)["accounts_user"])


@pytest.mark.nightly
def test_empty_base_is_brought_up_without_a_backup(ready: Product) -> None:
    older = ready.run("migrate", "accounts", "0003", "--verbosity", "0")
    assert older.code == 0, older.err

    up = ready.up("--demo", "none", "--lang", "en").wait_open()

    assert up.stop() == 0, up.said
    assert re.search(r"is brought up to this version: \d+ migrations?", up.said), up.said
    assert not (ready.var / "backups").exists()
