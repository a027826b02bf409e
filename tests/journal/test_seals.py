"""Seals: they wait for nobody, prove everything, survive erasure and another cluster."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from accounts.models import User
from core.db import OWNER
from core.errors import DomainError
from core.registries.ledgers import Ledger, SealedType, ledgers
from journal.entries.erase import erase_details
from journal.models import Entry, Seal
from journal.seals import raise_era, seal_all, verify
from journal.seals.eras import END_OF_ERA
from journal.seals.report import Break, Fault
from tests.journal.sealed import as_owner, entries, look_at, seal_everything, tamper

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", OWNER]), pytest.mark.sql, pytest.mark.alone]

WRITERS = 7  # and the test's own thread


def in_thread(work: Callable[[], None]) -> Callable[[], None]:
    """Gives the thread's connection back to the pool, or it would stay open."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    return run


def first_break() -> Break:
    found = verify(seal_first=False).first_break
    assert found is not None
    return found


def test_eight_writers_stand_open_side_by_side(manager: User) -> None:
    together = threading.Barrier(WRITERS + 1, timeout=20)

    def writer(number: int) -> Callable[[], None]:
        def work() -> None:
            with transaction.atomic():
                look_at(manager, number)
                together.wait()  # passes only when all have written and none has committed

        return work

    with ThreadPoolExecutor(WRITERS) as threads:
        running = [threads.submit(in_thread(writer(number))) for number in range(WRITERS)]
        writer(WRITERS)()
        for one in running:
            one.result()

    seal_everything()
    assert Entry.objects.filter(verb="customers.view").count() == WRITERS + 1
    assert verify().ok


def test_long_transaction_delays_sealing_and_nothing_else(manager: User) -> None:
    seal_everything()
    written, finish = threading.Event(), threading.Event()

    def long() -> None:
        with transaction.atomic():
            look_at(manager, 1)
            written.set()
            finish.wait(20)

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(in_thread(long))
        assert written.wait(20)
        look_at(manager, 2, 3)
        sealed_meanwhile = seal_all()
        meanwhile = verify()
        finish.set()
        running.result()

    assert sealed_meanwhile == 0
    assert (meanwhile.ok, meanwhile.unsealed) == (True, 2)
    assert seal_everything() == 3
    assert verify().unsealed == 0


def test_entry_of_the_open_transaction_is_not_sealed_yet(manager: User) -> None:
    seal_everything()
    with transaction.atomic():
        look_at(manager, 1)

        assert seal_all() == 0
        assert verify(seal_first=False).unsealed == 1


def test_verification_counts_what_is_not_sealed(manager: User, sealed: list[Entry]) -> None:
    checked = verify(seal_first=False).checked
    look_at(manager, 6, 7)

    report = verify(seal_first=False)

    assert (report.ok, report.checked, report.unsealed) == (True, checked, 2)


def test_nothing_new_makes_no_seal(sealed: list[Entry]) -> None:
    count = Seal.objects.count()

    assert seal_all() == 0
    assert Seal.objects.count() == count


def test_two_sealers_make_one_chain(manager: User) -> None:
    look_at(manager, *range(40))
    start = threading.Barrier(4, timeout=20)

    def sealer() -> None:
        start.wait()
        seal_all()

    with ThreadPoolExecutor(4) as threads:
        for one in [threads.submit(in_thread(sealer)) for _ in range(4)]:
            one.result()
    seal_everything()

    seals = list(Seal.objects.order_by("n"))
    assert [seal.n for seal in seals] == list(range(1, len(seals) + 1))
    assert sum(seal.count for seal in seals) == Entry.objects.count()
    assert verify().ok


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE journal_entry SET actor_name = 'Somebody else' WHERE id = %s", Fault.CHANGED),
        ("UPDATE journal_entry SET actor_id = actor_id + 1 WHERE id = %s", Fault.CHANGED),
        ("UPDATE journal_entry SET at = at + interval '1 microsecond' WHERE id = %s", Fault.CHANGED),
        ("UPDATE journal_entry SET verb = 'other' WHERE id = %s", Fault.CHANGED),
        ("UPDATE journal_entry SET object_type = 'other' WHERE id = %s", Fault.CHANGED),
        ("UPDATE journal_entry SET object_id = '9' WHERE id = %s", Fault.CHANGED),
        ("UPDATE journal_entry SET details_hmac = '', details = NULL, salt = NULL WHERE id = %s", Fault.CHANGED),
        ("UPDATE journal_entry SET details = '{}' WHERE id = %s", Fault.DETAILS_CHANGED),
        ("UPDATE journal_entry SET salt = 'x' WHERE id = %s", Fault.DETAILS_CHANGED),
        ("DELETE FROM journal_entry WHERE id = %s", Fault.ROWS_MISSING),
        ("UPDATE journal_entry SET era = era + 1 WHERE id = %s", Fault.ROWS_MISSING),
        (
            (
                "INSERT INTO journal_entry (tx, era, actor_id, actor_name, verb, object_type, object_id, details_hmac)"
                " SELECT tx, era, 1, 'Nobody', 'other', '', '', '' FROM journal_entry WHERE id = %s"
            ),
            Fault.ROWS_ADDED,
        ),
    ],
)
def test_tampering_with_a_row_is_found_and_placed(change: str, fault: Fault, sealed: list[Entry]) -> None:
    victim = sealed[3]
    tamper(change, [victim.pk])

    found = first_break()

    place = Seal.objects.get(from_tx__lte=victim.tx, to_tx__gt=victim.tx)
    assert (found.stream, found.fault, found.seal) == ("journal", fault, place.n)
    assert found.sealed_at == place.at
    if fault is Fault.DETAILS_CHANGED:
        assert found.first_id == victim.pk


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE journal_seal SET count = count + 1 WHERE n = 2", Fault.ROWS_MISSING),
        ("UPDATE journal_seal SET at = at - interval '1 day' WHERE n = 2", Fault.CHANGED),
        ("UPDATE journal_seal SET digest = sha256(digest) WHERE n = 2", Fault.CHANGED),
        ("UPDATE journal_seal SET prev = sha256(prev) WHERE n = 2", Fault.SEAL_MOVED),
        ("DELETE FROM journal_seal WHERE n = 1", Fault.SEAL_MISSING),
        ("UPDATE journal_seal SET from_tx = '1' WHERE n = 1", Fault.SEAL_MOVED),
    ],
)
def test_tampering_with_a_seal_is_found(change: str, fault: Fault, sealed: list[Entry]) -> None:
    tamper(change, table="journal_seal")

    assert first_break().fault == fault


def test_replaced_seal_breaks_the_one_after_it(sealed: list[Entry]) -> None:
    """Whoever changes a row and makes its seal anew must make all later ones anew too."""
    tamper("UPDATE journal_entry SET verb = 'other' WHERE id = %s", [sealed[0].pk])
    # How many seals there are depends on what else runs on the server; the one of the changed row is meant.
    forged = Seal.objects.get(from_tx__lte=sealed[0].tx, to_tx__gt=sealed[0].tx)
    assert Seal.objects.filter(n=forged.n + 1).exists()
    tamper("UPDATE journal_seal SET digest = sha256('forged') WHERE n = %s", [forged.n], table="journal_seal")

    report = verify(seal_first=False)

    assert report.streams[0].breaks == 2


def test_erasure_breaks_no_seal(sealed: list[Entry], admin_user: User) -> None:
    erase_details([entry.pk for entry in sealed], act="A-1", by=admin_user)

    seal_everything()
    assert verify().ok
    assert not Entry.objects.filter(verb="customers.view", details__isnull=False).exists()


def test_rows_of_an_earlier_era_are_closed_and_still_proved(manager: User, sealed: list[Entry]) -> None:
    look_at(manager, 6)
    raised = raise_era()
    look_at(manager, 7)

    seal_everything()

    closing = Seal.objects.get(stream="journal", to_tx=END_OF_ERA)
    assert raised == 2
    assert [entry.era for entry in entries()][-2:] == [1, 2]
    assert (closing.era, closing.count) == (1, 1)
    assert Seal.objects.get(stream="journal", n=closing.n + 1).from_tx == 0
    assert verify().ok


def test_counter_that_starts_anew_is_right_after_the_era_is_raised(manager: User) -> None:
    """In another cluster the old rows' transactions may lie far ahead of the counter."""
    look_at(manager, 1, 2)
    tamper("UPDATE journal_entry SET tx = '1000000000000'")
    raise_era()
    look_at(manager, 3)

    seal_everything()

    assert verify().ok
    assert verify().checked == Entry.objects.count()


def test_copied_base_without_a_raised_era_is_refused(manager: User, sealed: list[Entry]) -> None:
    last = Seal.objects.order_by("-n")[0]
    tamper("UPDATE journal_seal SET to_tx = '1000000000000' WHERE n = %s", [last.n], table="journal_seal")

    with pytest.raises(DomainError) as refused, transaction.atomic():
        seal_all()

    assert refused.value.code == "counter_went_back"


def test_row_slipped_into_a_closed_era_is_found(manager: User, sealed: list[Entry]) -> None:
    raise_era()
    seal_everything()
    as_owner(
        "INSERT INTO journal_entry (era, actor_id, actor_name, verb, object_type, object_id, details_hmac)"
        " VALUES (1, 1, 'Nobody', 'other', '', '', '')"
    )

    assert first_break().fault == Fault.ROWS_ADDED


def test_row_of_an_era_to_come_is_found(sealed: list[Entry]) -> None:
    as_owner(
        "INSERT INTO journal_entry (era, actor_id, actor_name, verb, object_type, object_id, details_hmac)"
        " VALUES (9, 1, 'Nobody', 'other', '', '', '')"
    )

    assert first_break().fault == Fault.ERA_AHEAD


def test_several_eras_without_a_row_leave_a_whole_chain(manager: User) -> None:
    look_at(manager, 1)
    for _ in range(3):
        raise_era()

    seal_everything()
    report = verify()

    assert report.ok
    seals = Seal.objects.filter(stream="journal").order_by("n")
    assert list(seals.values_list("era", flat=True))[-3:] == [1, 2, 3]


@pytest.fixture
def other_ledger(manager: User) -> Iterator[Ledger]:
    """A ledger of another package, such as that of consents will be. Gone before the base is emptied."""
    ledger = Ledger(
        code="other", label="Other", table="other_ledger", sealed={"id": SealedType.BIGINT, "said": SealedType.TEXT}
    )
    as_owner(
        """
        CREATE TABLE other_ledger (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, said text,
            era integer NOT NULL DEFAULT journal_current_era(), tx xid8 NOT NULL DEFAULT pg_current_xact_id()
        );
        CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON other_ledger
        FOR EACH ROW EXECUTE FUNCTION journal_guard();
        """
    )
    as_owner(f"GRANT SELECT ON other_ledger TO {connections['default'].settings_dict['USER']}")
    ledgers.add(ledger)
    yield ledger
    del ledgers._entries[ledger.code]
    as_owner("DROP TABLE other_ledger")


def test_another_ledger_is_sealed_beside_the_journal(other_ledger: Ledger, sealed: list[Entry]) -> None:
    as_owner("INSERT INTO other_ledger (said) VALUES ('yes'), ('no')")
    seal_everything()
    whole = verify()
    tamper("UPDATE other_ledger SET said = 'yes' WHERE id = 2", table="other_ledger")

    report = verify(seal_first=False)

    assert whole.ok
    assert {one.stream: one.breaks for one in report.streams} == {"journal": 0, "consents": 0, "other": 1}
