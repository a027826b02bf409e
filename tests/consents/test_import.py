"""Rule C-5: a column grants nothing without its proof; refusals of other programs withdraw; an undo declares void."""

import json
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command

from consents.models import ClientConsents, ConsentEvent, ConsentState
from customers.models import ContactPoint
from imports.consents.note import sentence
from imports.models import Import
from tests.factories.consents import grant_pair
from tests.factories.customers import make_person, make_phone

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


def command(folder: Path, *lines: str) -> Any:
    path, mapping = folder / "base.csv", folder / "mapping.json"
    path.write_text("\n".join((HEADINGS, *lines)), encoding="utf-8")
    mapping.write_text(json.dumps(MAPPING), encoding="utf-8")
    out = StringIO()
    call_command("import_base", str(path), "--mapping", str(mapping), "--json", stdout=out)
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
