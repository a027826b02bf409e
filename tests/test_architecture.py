"""The plan of the house, where import-linter cannot see it (architecture.md, sections 1 to 3)."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

import core.registries
from core.registries.personal import PersonalModel, personal_models
from core.registry import all_registries
from tests.harness.environment import PROJECT
from tests.harness.sources import layers, packages, python_files, short, templates

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
# Words of the interface stand in the catalogue; these files are about Russian itself.
RUSSIAN_ALLOWED = {
    "accounts/demo.py": "people of the trial",
    "accounts/models": "a language is named in itself",
    "accounts/migrations/": "choices of the language",
    "campaigns/demo/": "the demo base",
    "consents/documents/": "texts of consents are Russian first",
    "consents/ledger/demo.py": "the demo base",
    "consents/migrations/": "choices of the language",
    "consents/ledger/import_words.py": "headings and words of tables",
    "core/text/": "letters of names",
    "consents/requests/demo.py": "the demo base",
    "consents/requests/answers_ru.py": "texts of answers by Russian law",
    "customers/cells/": "words of cells",
    "customers/custom/reading.py": "words of cells",
    "customers/custom/wishes.py": "letters of codes",
    "customers/demo/": "the demo base",
    "customers/normalise/": "letters of names",
    "customers/search/letters.py": "letters of keyboards",
    "customers/search/query.py": "letters of keyboards",
    "imports/cleaning/": "words of tables",
    "imports/mapping/": "headings of tables",
    "imports/readers/": "headings and totals of tables",
    "quality/matching/": "letters of names",
    "sales/demo/": "the demo base",
    "sales/forms.py": "the unit of most products",
    "sales/import_targets.py": "headings and words of tables",
    "sales/migrations/": "the unit of most products",
    "sales/models/catalogue.py": "the unit of most products",
    "interactions/log/demo.py": "the demo base",
    "interactions/log/import_words.py": "headings and words of tables",
    "interactions/log/mentions.py": "letters of names that @ may be followed by",
    "interactions/tasks/demo.py": "the demo base",
    "interactions/tasks/spoken": "words in which tasks are said",
    "messaging/delivery/letters.py": "how quotations begin",
    "messaging/delivery/stop_words.py": "words of refusal",
    "messaging/letters/builtin.py": "templates in Russian",
    "messaging/migrations/": "choices of the language",
    "messaging/public/demo.py": "the demo base",
    "listing/exports/writers/vcard.py": "what people call their phones",
}
MAIL_ALLOWED = {"core/staff_mail.py", "messaging/transports"}


def row_of(package: str) -> int | None:
    """The row a package stands in, 0 the highest; None for a library, which is lower than all."""
    return next((number for number, row in enumerate(layers()) if package in row), None)


def may_point(source: str, target: str) -> bool:
    """Whether a model of package `source` may have a foreign key to one of `target`."""
    target_row, source_row = row_of(target), row_of(source)
    if source == target or target_row is None:
        return True
    return source_row is not None and source_row < target_row


def package_of(model: type[Model]) -> str:
    return model._meta.app_config.name.partition(".")[0]


def all_models() -> list[type[Model]]:
    return list(apps.get_models(include_auto_created=True))


def own_models() -> list[type[Model]]:
    return [model for model in all_models() if package_of(model) in packages()]


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("customers", "accounts", True),
        ("accounts", "customers", False),
        ("customers", "customers", True),
        ("sales", "messaging", False),
        ("accounts", "django", True),
        ("allauth", "accounts", False),
    ],
)
def test_direction_is_read_from_the_layers(source: str, target: str, allowed: bool) -> None:
    assert may_point(source, target) is allowed


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{field} -> {field.related_model._meta.label}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        and isinstance(field.related_model, type)
        and not may_point(package_of(model), package_of(field.related_model))
    ]

    assert not wrong


def test_every_package_has_its_row() -> None:
    installed = {config.name for config in apps.get_app_configs() if (PROJECT / config.name).is_dir()}
    python = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - {"tests", "scripts", "deploy"}

    assert (installed | python) <= set(packages())


def fields_of(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def personal_faults(models: Iterable[type[Model]], declared: dict[str, PersonalModel]) -> Iterator[str]:
    """A sentence for each field nobody has thought about, with the line to paste."""
    known = {model._meta.label_lower: model for model in models}
    for code, model in known.items():
        entry = declared.get(code, PersonalModel(code=code))
        stated = set(entry.personal) | set(entry.plain)
        if missing := sorted(fields_of(model) - stated):
            names = ", ".join(f'"{name}"' for name in missing)
            yield f'Declare in {package_of(model)}/personal.py: PersonalModel(code="{code}", plain=({names},))'
        if stale := sorted(stated - fields_of(model)):
            yield f"{code} has no field {', '.join(stale)}: remove it from personal.py"
        if both := sorted(set(entry.personal) & set(entry.plain)):
            yield f"{code}: {', '.join(both)} cannot be personal and plain at once"
        if entry.personal and not (entry.subject or entry.reason):
            yield f"{code}: say whose data it is (subject), or why it is nobody's (reason)"
        if bool(entry.subject) != bool(entry.on_merge):
            yield f"{code}: a row about a client says what happens to it in a merge (on_merge)"
    yield from (f"{code} is declared and there is no such model" for code in sorted(set(declared) - set(known)))


def test_every_field_is_declared_personal_or_not() -> None:
    faults = list(personal_faults(all_models(), {entry.code: entry for entry in personal_models}))

    assert not faults, "\n".join(faults)


def test_undeclared_field_is_found_with_the_line_to_paste() -> None:
    role = apps.get_model("accounts.role")
    declared = {"accounts.role": PersonalModel(code="accounts.role", plain=tuple(fields_of(role) - {"name"}))}

    assert list(personal_faults([role], declared)) == [
        'Declare in accounts/personal.py: PersonalModel(code="accounts.role", plain=("name",))'
    ]


def test_personal_field_without_a_person_is_found() -> None:
    role = apps.get_model("accounts.role")
    declared = {"accounts.role": PersonalModel(code="accounts.role", personal=tuple(fields_of(role)))}

    assert "whose data" in next(personal_faults([role], declared))


def test_subject_leads_from_the_row_to_a_client() -> None:
    customer = apps.get_model("customers.customer")
    for entry in personal_models:
        if entry.subject in {"", "id"}:
            continue
        model = apps.get_model(entry.code)
        for step in entry.subject.split("__"):
            related = model._meta.get_field(step).related_model
            assert isinstance(related, type), f"{entry.code}: {entry.subject} is not a relation"
            model = related
        assert model is customer, f"{entry.code}: {entry.subject} does not lead to a client"


def test_journal_knows_ids_only() -> None:
    relations = [
        str(field)
        for model in own_models()
        if package_of(model) == "journal"
        for field in model._meta.concrete_fields
        if field.is_relation
    ]

    assert not relations


def test_queries_say_their_order_themselves() -> None:
    assert not [model._meta.label for model in own_models() if model._meta.ordering]


def test_every_registry_says_what_it_is_for() -> None:
    for module in pkgutil.iter_modules(core.registries.__path__, "core.registries."):
        importlib.import_module(module.name)

    assert all_registries
    assert not [name for name, registry in all_registries.items() if not registry.purpose]


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """What a file imports: full names and how many dots stand before them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.level) for alias in node.names)


def test_only_two_places_send_mail() -> None:
    senders = {
        short(path)
        for path in python_files()
        if any(name.startswith("django.core.mail") for name, _ in imported(path))
        and not short(path).startswith(tuple(MAIL_ALLOWED))
    }

    assert not senders


def test_locks_let_rows_be_referred_to() -> None:
    """A full lock waits for every batch that has a foreign key to the row; only who destroys the row needs one."""
    full = re.compile(r"select_for_update\((?![^)]*no_key=True)")
    found = [
        short(path)
        for path in python_files()
        if full.search(re.sub(r"\([^()]*\)(?=,)", "", path.read_text(encoding="utf-8")))
    ]

    assert not [path for path in found if not path.startswith(("consents/erasure/", "listing/exports/erasure.py"))]


def test_imports_are_absolute() -> None:
    assert not [short(path) for path in python_files(tests=True) if any(dots for _, dots in imported(path))]


def test_words_of_the_interface_stand_in_the_catalogue() -> None:
    russian = [
        short(path)
        for path in (*python_files(), *templates())
        if not short(path).startswith(tuple(RUSSIAN_ALLOWED)) and CYRILLIC.search(path.read_text(encoding="utf-8"))
    ]

    assert not russian


def test_migrations_are_named_by_a_person() -> None:
    names = [path for package in packages() for path in (PROJECT / package).glob("migrations/0*.py")]

    assert names
    assert not [short(path) for path in names if "_auto_" in path.stem]
