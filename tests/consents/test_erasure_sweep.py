"""Rule E-4 to the last column: an unusual word is planted wherever a person may be told of, and looked for after."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models import CharField, TextField
from django.utils import timezone

from accounts.models import Role, User
from consents import services as consents
from consents.choices import Method
from consents.erasure import person as people
from consents.erasure import planning, services
from consents.gate import suppression
from consents.gate.suppression import Stop
from consents.ledger.writing import Evidence
from consents.models import ProcessingBlock, StoragePeriod
from consents.requests import copying, trail
from consents.requests import services as requests
from core.registries.personal import OnErase, PersonalModel
from customers.models import ContactPoint, Customer
from files.services import store
from interactions.models import Interaction, Task
from journal import runs
from journal.models import JobRun
from listing.exports.services import prepare, start_and_wait
from quality.matching import keeping
from quality.models import MatchCard, TermCount
from quality.search.finding import count_terms
from segmentation.scores import pins
from segmentation.segments.services import SegmentWish
from segmentation.segments.services import make as make_segment
from tests.consents import full_person, told_by_sending
from tests.consents.full_person import EMAIL, MARKS, NAME, PHONE, SECRET, found_in_base, found_in_files
from tests.factories.consents import wishes
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.listing.exports.conftest import wish

pytestmark = pytest.mark.django_db
WORD = "Снегурочка"
"""As long as the shortest columns take."""
STAYS_BY_LAW = {
    "consents_erasuresubject", "consents_processingblock", "consents_subjectrequest",
    "files_storedfile",  # of the request
}  # fmt: skip


def going() -> list[PersonalModel]:
    """Tables whose rows go or are emptied; what stays by law is told in the plan."""
    return [entry for entry in people.told_of() if people.fate(entry) != OnErase.KEEP]


def plant(person: Customer) -> set[str]:
    """Put the word into every text column of rows that tell of the person; «table.column» where it took root."""
    found = set()
    for entry in (*going(), *people.histories()):
        model = people.model_of(entry)
        keys = list(people.rows_of(entry).filter(people.about(entry, [person.pk])).values_list("pk", flat=True))
        for name in set(entry.personal) - set(entry.stays) if keys else ():
            if _written(entry, model._meta.get_field(name), keys):
                found.add(f"{model._meta.db_table}.{name}")
    return found


def _written(entry: PersonalModel, field: Any, keys: list[Any]) -> bool:
    if field.choices or not isinstance(field, CharField | TextField | ArrayField):
        return False
    rows = people.rows_of(entry).filter(pk__in=keys)
    if any(MARKS.search(str(value)) for value in rows.values_list(field.name, flat=True)):
        return True  # by her name and contacts she is found: they are not written over
    value: Any = [WORD] if isinstance(field, ArrayField) else WORD
    try:
        with transaction.atomic():
            rows.update(**{field.name: value})
    except (DatabaseError, ValidationError):  # a column of digits, or of numbers of rows
        return False
    return True


def tell_everywhere(admin: User, officer: User, person: Customer, folder: Path) -> None:
    """What the other parts of the product know of her, beside `full_person`."""
    told_by_sending.make(admin, person)
    phone = ContactPoint.objects.get(customer=person, kind="phone")
    evidence = Evidence(words=SECRET, reason=f"{NAME} сказала", place=SECRET)
    consents.withdraw(by=admin, customer=person, wishes=wishes(phone), method=Method.CALL, evidence=evidence)
    pins.pin(by=admin, customer=person, lifecycle="vip", until=pins.usual_until(), why=SECRET)
    Task.objects.filter(customer=person).update(result=SECRET, checklist=[{"text": SECRET, "done": False}])
    Interaction.objects.filter(customer=person).update(text=f"{SECRET} и ещё раз")
    rule = {"all": [{"field": "full_name", "op": "contains", "values": [NAME]}]}
    make_segment(by=admin, wish=SegmentWish(f"Как {NAME}", description=f"{NAME}, {PHONE}", rule=rule))
    StoragePeriod.objects.create(name=f"Как {NAME}", basis="152-ФЗ", tree=rule)
    suppression.add("email", EMAIL, Stop(source=f"просила {NAME}"), by=admin)
    asked = requests.receive(by=officer, customer=person, kind="access", applicant=NAME, text=f"Я, {NAME}, прошу")
    store(SimpleUploadedFile("Звонарёва.txt", NAME.encode()), by=officer, belongs_to=(trail.REQUEST, asked.pk))
    runs.run_here(copying.ask(person, by=officer).job)  # type: ignore[arg-type]  # it has one
    ProcessingBlock.objects.create(customer=person, scope="ads", reason=f"{NAME} против")
    # A file that could not be brought in, and one nobody has brought in yet.
    path = folder / "rows.csv"
    path.write_text(f"ФИО;Телефон;Дата рождения\n;;{PHONE}\n{NAME};{PHONE};32.13.1985\n", encoding="utf-8")
    call_command("import_base", str(path), "--json", stdout=StringIO())
    start_and_wait(prepare(wish(choice={"rule": rule}, purpose=f"Для {NAME}"), by=admin), by=admin)
    JobRun.objects.create(
        kind="journal.test", state="done", actor_id=admin.pk, actor_name="A", note=f"карточка: {NAME}",
        error=f"не нашли {EMAIL}", finished_at=timezone.now(),
    )  # fmt: skip


def test_e4_no_word_of_the_person_is_left_in_any_column_of_any_table(
    admin_user: User, client_for: Callable[[User], StrictClient], tmp_path: Path, settings: Any
) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"
    officer = make_user(role=Role.objects.get(code="privacy"))
    person = full_person.make(admin_user, client_for(admin_user))
    tell_everywhere(admin_user, officer, person, tmp_path)

    planted = plant(person)

    bare = {entry.code for entry in going() if _texts(entry) and not _rooted(entry, planted)}
    assert not bare, "the person is to have rows of every table that can hold words about her"
    before = found_in_base()
    assert len(planted) > 40
    assert len(before) > 25, sorted(before)
    plan = planning.plan([person.pk])
    rows = [line for line in plan.lines if line.stays and line.act != planning.PART]
    stays = {people.model_of(_of(line.code))._meta.db_table for line in rows}

    services.run_now(
        services.approve(services.propose([person], by=officer, reason="withdrawn", found=plan), by=admin_user)
    )

    left = found_in_base()
    assert left.keys() == STAYS_BY_LAW, {table: rows[:2] for table, rows in left.items() if table not in STAYS_BY_LAW}
    assert left.keys() - {"consents_erasuresubject", "files_storedfile"} <= stays
    assert set(found_in_files().values()) == {"consents.erasure", "consents.subjectrequest"}


def _of(code: str) -> PersonalModel:
    return next(entry for entry in people.told_of() if entry.code == code)


def _texts(entry: PersonalModel) -> bool:
    fields = [people.model_of(entry)._meta.get_field(name) for name in entry.personal]
    return any(isinstance(one, models.CharField | models.TextField) and not one.choices for one in fields)


def _rooted(entry: PersonalModel, planted: set[str]) -> bool:
    table = people.model_of(entry)._meta.db_table
    return any(one.startswith(f"{table}.") for one in planted)


def test_e4_a_surname_nobody_else_has_is_not_counted_any_more(manager: User, admin_user: User) -> None:
    person = make_person("Звонарёва Аглая")
    make_person("Морозова Аглая")
    keeping.refresh()
    count_terms()
    card = MatchCard.objects.get(customer=person)
    assert _counted(card) == (1, 2)

    services.run_now(services.approve(services.propose([person], by=manager, reason="withdrawn"), by=admin_user))

    assert _counted(card) == (0, 1)


def _counted(card: MatchCard) -> tuple[int, int]:
    """How often her surname stands, and her first name."""
    rows = dict(TermCount.objects.filter(field__in=("last", "first")).order_by().values_list("term", "number"))
    return rows.get(card.last_sound, 0), rows.get(card.first_sound, 0)


def test_e4_search_sees_every_table_of_the_base() -> None:
    """A table without a model would be looked over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        )
        tables = {name for (name,) in cursor.fetchall()}

    assert tables - full_person.tables() <= {"django_migrations"}
