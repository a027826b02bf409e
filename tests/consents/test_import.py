"""Rule C-5: a column grants nothing without its proof; refusals of other programs withdraw; an undo declares void."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command

from accounts.services import system_user
from consents import keyed
from consents.ledger import import_targets
from consents.ledger.rebuilding import rebuild
from consents.models import ClientConsents, ConsentEvent, ConsentState, Suppression
from customers.models import ContactPoint
from imports.consents.note import sentence
from imports.models import Import
from journal.models import Operation
from journal.operations import run_now, start_undo, undone_by
from tests.factories.consents import grant_pair
from tests.factories.customers import make_email, make_person, make_phone

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = "ФИО;Телефон;E-mail;Маркетинг СМС;Реклама СМС;Источник согласия;Дата согласия;Основание согласия;Не звонить"
MAPPING = {
    "ФИО": "full_name", "Телефон": "phone", "E-mail": "email", "Маркетинг СМС": "consent.marketing.sms",
    "Реклама СМС": "consent.advertising.sms", "Источник согласия": "consent.source", "Дата согласия": "consent.date",
    "Основание согласия": "consent.basis", "Не звонить": "consent.refusal.call",
}  # fmt: skip
PROVED = "Иванова Мария;+7 917 234-18-60;ivanova@example.com;да;да;анкета в салоне;14.03.2022;подпись в анкете;нет"
BARE = "Сафин Рустам;+7 987 290-55-14;;да;да;;;;"
REFUSES = "Орлов Олег;+7 987 290-55-15;;нет;нет;;;;да"
FUTURE = "Зимин Захар;+7 987 290-55-16;;да;да;анкета;14.03.2099;подпись;"


def command(folder: Path, *lines: str, mode: str = "upsert") -> Any:
    path, mapping = folder / "base.csv", folder / "mapping.json"
    path.write_text("\n".join((HEADINGS, *lines)), encoding="utf-8")
    mapping.write_text(json.dumps(MAPPING), encoding="utf-8")
    out = StringIO()
    call_command("import_base", str(path), "--mapping", str(mapping), "--mode", mode, "--json", stdout=out)
    return json.loads(out.getvalue())


def states(phone: str) -> dict[str, str]:
    rows = ConsentState.objects.filter(point__value=phone).order_by("pk")
    return {f"{row.purpose_id}.{row.channel_id}": row.status for row in rows}


def test_c5_only_a_proved_yes_grants(tmp_path: Path) -> None:
    result = command(tmp_path, PROVED, BARE, REFUSES, FUTURE)

    assert states("+79172341860") == {"marketing.sms": "granted", "advertising.sms": "granted"}
    assert states("+79872905514") == states("+79872905516") == {}
    refused = states("+79872905515")
    assert set(refused) == {"marketing.sms", "advertising.sms", "marketing.call", "advertising.call"}
    assert set(refused.values()) == {"withdrawn"}
    event = ConsentEvent.objects.filter(point__value="+79172341860").order_by("pk")[0]
    assert (event.action, event.method, event.made_in) == ("imported", "import", UUID(result["operation"]))
    assert event.file_sha256 == Import.objects.get().sha256
    assert event.details == {"source": "анкета в салоне", "basis": "подпись в анкете", "place": "base.csv"}
    assert event.occurred_at.astimezone().date().isoformat() == "2022-03-14"


def test_c5_a_consent_dated_before_birth_grants_nothing(tmp_path: Path) -> None:
    known = make_phone(make_person("Иванова Мария", birth_date=dt.date(2023, 1, 1)), "+7 917 234-18-60")
    command(tmp_path, PROVED)

    assert states(known.value) == {}


@pytest.mark.parametrize(
    ("heading", "cell", "refused"),
    [
        ("Marketing contact status", "Non-marketing contact", True),
        ("Marketing contact status", "Marketing contact", False),
        ("sms_not", "1", True),
        ("sms_not", "0", False),
        ("Unsubscribed from all email", "Yes", True),
        ("Отписан", "нет", False),
        ("Отказ от рекламы", "отписался", True),
    ],
)
def test_c5_what_other_programs_keep_is_a_refusal_and_never_a_grant(heading: str, cell: str, refused: bool) -> None:
    target = next(target for target in import_targets.targets().values() if heading.casefold() in target.headings)

    said = import_targets.told_by({target.code: import_targets.read_refusal(cell).value})

    assert target.code.startswith(import_targets.REFUSAL)
    assert set(said.get("asked", {}).values()) == ({"no"} if refused else set())


def test_the_wizard_says_how_many_may_not_be_mailed(tmp_path: Path) -> None:
    command(tmp_path, PROVED, BARE, REFUSES)

    said = sentence(Import.objects.get().pk, 0)

    assert "3 из 4 контактов" in said  # the e-mail of the first, the phones of the others
    assert "1 строка" in said


def test_the_same_file_again_writes_nothing_more(tmp_path: Path) -> None:
    command(tmp_path, PROVED, REFUSES)
    before = ConsentEvent.objects.count()
    command(tmp_path, PROVED, REFUSES)

    assert ConsentEvent.objects.count() == before == 6


REPEATS = "Орлов Олег;+7 987 290-55-15;orlov@example.com;;;;;;"
BY_NAME = "Сафина Роза;;safina@example.com;;нет;;;;да"


def test_c5_a_refusal_is_kept_of_a_row_that_repeats_is_doubtful_or_left_out(
    tmp_path: Path, operator_named: None
) -> None:
    twins = [make_phone(make_person(name), "+7 987 290-55-15") for name in ("Орлов Олег", "Орлова Ольга")]
    for twin in twins:
        grant_pair(twin, "call")
    result = command(tmp_path, PROVED, PROVED.replace("подпись в анкете;нет", "подпись в анкете;да"), REFUSES)

    assert (result["duplicates"], result["doubtful"], result["created"]) == (1, 1, 1)
    # The row that repeats the first one.
    assert states("+79172341860")["advertising.call"] == "withdrawn"
    # The doubtful row: of two clients with the number neither is called.
    for twin in twins:
        assert ClientConsents.objects.get(pk=twin.customer_id).ads == []
    assert not Suppression.objects.exists()


def test_c5_a_refusal_of_somebody_unknown_is_kept_as_a_value_nobody_writes_to(tmp_path: Path) -> None:
    result = command(tmp_path, REFUSES, BARE, mode="update")

    assert (result["created"], result["unchanged"]) == (0, 2)
    assert not ContactPoint.objects.exists()
    stops = set(Suppression.objects.order_by("pk").values_list("channel", "scope", "reason"))
    assert stops == {("call", "advertising", "unsubscribe"), ("sms", "advertising", "unsubscribe")}
    command(tmp_path, REFUSES, mode="update")
    assert Suppression.objects.count() == 2
    later = make_phone(make_person("Орлов Олег"), "+7 987 290-55-15")
    standing = Suppression.objects.standing().filter(value_hmac=keyed.digest("phone", later.value))
    assert set(standing.values_list("channel", flat=True)) == {"call", "sms"}


def test_c5_a_refusal_without_a_contact_is_of_all_contacts_of_the_client(tmp_path: Path, operator_named: None) -> None:
    person = make_person("Сафина Роза")
    email, phone = make_email(person, "safina@example.com"), make_phone(person, "+7 987 290-55-14")
    grant_pair(phone, "call")
    command(tmp_path, BY_NAME, BY_NAME, REPEATS, mode="create")

    assert states(phone.value)["advertising.call"] == "withdrawn"
    assert states(email.value) == {}


def test_a_refusal_reaches_known_clients_and_twins(tmp_path: Path, operator_named: None) -> None:
    known = make_phone(make_person("Орлов Олег"), "+7 987 290-55-15")
    grant_pair(known)
    grant_pair(known, "call")
    command(tmp_path, REFUSES)

    assert set(states("+79872905515").values()) == {"withdrawn"}
    assert ClientConsents.objects.get(pk=known.customer_id).ads == []


def test_an_undo_declares_void_what_was_brought_and_keeps_refusals(tmp_path: Path, operator_named: None) -> None:
    stays = make_phone(make_person("Иванова Мария"), "+7 917 234-18-60")
    result = command(tmp_path, PROVED, REFUSES)
    call_command("undo", result["operation"], "--json", stdout=StringIO())

    assert states(stays.value) == {}
    actions = list(ConsentEvent.objects.filter(point=stays).order_by("pk").values_list("action", flat=True))
    assert actions == ["imported", "imported", "superseded", "superseded"]
    assert ConsentEvent.objects.filter(action="withdrawn").count() == 4
    assert not ContactPoint.objects.filter(value="+79872905515").exists()


def test_an_undo_taken_back_brings_the_consents_anew(tmp_path: Path, operator_named: None) -> None:
    known = make_phone(make_person("Иванова Мария"), "+7 917 234-18-60")
    new = PROVED.replace("Иванова", "Новикова").replace("234-18-60", "234-18-61").replace("ivanova", "novikova")
    result = command(tmp_path, PROVED, new, REFUSES)
    given = {"marketing.sms": "granted", "advertising.sms": "granted"}
    operation = Operation.objects.get(pk=result["operation"])

    for expected in ({}, given, {}, given):
        tip = undone_by(operation) or operation
        run_now(start_undo(tip, system_user(), queued=False))
        assert states(known.value) == states("+79172341861") == expected
    assert rebuild().false == 0
    dates = ConsentEvent.objects.filter(action="imported").order_by("pk").values_list("occurred_at", flat=True)
    assert len(set(dates)) == 1
