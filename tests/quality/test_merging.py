"""Cards of one client made one: everything goes over, nothing stands twice, and parted all is as it was."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import UniqueConstraint

from accounts.models import User
from consents.models import ConsentEvent, ConsentState, Operator
from core.registries.merging import merge_rules
from core.registries.personal import personal_models
from customers import relations, tags
from customers.models import ContactPoint, Customer, CustomerTag, CustomValues, ExternalId, Relation, Walk, WalkStop
from interactions.log.services import record
from interactions.models import Interaction, LastTouch
from quality.merging.moving import movings
from quality.merging.services import merge
from quality.models import MergedRow, NotDuplicate, Pair, PairState
from sales.models import CustomerValue, Purchase
from tests.factories.consents import grant_pair, withdraw_pair
from tests.factories.customers import make_company, make_person, make_phone
from tests.factories.own_fields import make_field
from tests.factories.sales import make_purchase
from tests.quality.merging_helps import full_card, picture, rows_of, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator_named() -> None:
    """The company has said who it is: texts can be published."""
    Operator.objects.update_or_create(pk=1, defaults={"name": "ООО «Лён и глина»", "inn": "1655000001"})


@pytest.fixture
def pair(admin_user: User) -> tuple[Customer, Customer]:
    one = full_card(admin_user, "Морозова Елена Викторовна", "1", city="Казань")
    return one, full_card(admin_user, "Морозова Лена", "2", address="ул. Пушкина, 46")


def fresh(card: Customer) -> Customer:
    return Customer.objects.get(pk=card.pk)


def test_everything_goes_over(admin_user: User, pair: tuple[Customer, Customer]) -> None:
    main, other = pair
    before = rows_of(main) + rows_of(other)

    done = merge(by=admin_user, survivor=main, duplicates=[other])

    standing = rows_of(main)
    assert standing["customers.customertag"] == 3
    assert rows_of(other) == {"customers.customertag": 1}  # the tag that both had
    assert standing + rows_of(other) == before
    assert done.moved["interactions.interaction"] == 1
    assert done.stayed == {"customers.customertag": 1}
    card = fresh(main)
    assert (card.name, card.city, card.address) == ("Морозова Елена Викторовна", "Казань", "ул. Пушкина, 46")
    gone = fresh(other)
    assert (gone.merged_into_id, gone.is_archived) == (main.pk, True)
    assert CustomerValue.objects.get(customer=main).number == 2
    assert CustomerValue.objects.get(customer=other).number == 0


def test_parted_all_is_as_it_was(admin_user: User, pair: tuple[Customer, Customer]) -> None:
    main, other = pair
    before = picture(main, other)

    done = merge(by=admin_user, survivor=main, duplicates=[other], choices={"full_name": other.pk})
    assert fresh(main).name == "Морозова Лена"
    undone = undo(done.operation, admin_user)

    assert undone.kept == 0
    assert picture(main, other) == before
    assert CustomerValue.objects.get(customer=other).total == Decimal(100)


def test_merged_again_after_it_was_parted(admin_user: User, pair: tuple[Customer, Customer]) -> None:
    main, other = pair
    walk = Walk.objects.create(owner=admin_user, name="Обход", total=1)
    WalkStop.objects.create(walk=walk, seq=1, customer=other)
    done = merge(by=admin_user, survivor=main, duplicates=[other])
    merged = picture(main, other)

    back = undo(done.operation, admin_user)
    assert WalkStop.objects.get(walk=walk).customer_id == other.pk
    undo(back, admin_user)

    assert WalkStop.objects.get(walk=walk).customer_id == main.pk
    now = picture(main, other)
    for state in (merged, now):
        for row in state["cards"]:
            row.pop("archived_at")
    assert now == merged


def test_dry_run_counts_and_changes_nothing(admin_user: User, pair: tuple[Customer, Customer]) -> None:
    main, other = pair
    before = picture(main, other)

    said = merge(by=admin_user, survivor=main, duplicates=[other], dry_run=True)

    assert said.operation is None
    assert said.moved["sales.purchase"] == 1
    assert picture(main, other) == before
    assert merge(by=admin_user, survivor=main, duplicates=[other]).moved == said.moved


def test_several_at_once(admin_user: User) -> None:
    cards = [full_card(admin_user, "Ахметшин Рустам", str(number)) for number in range(4)]

    done = merge(by=admin_user, survivor=cards[0], duplicates=cards[1:])

    assert ExternalId.objects.filter(customer=cards[0]).count() == 4
    assert ContactPoint.objects.filter(customer=cards[0], is_primary=True, kind="phone").count() == 1
    positions = ContactPoint.objects.filter(customer=cards[0], kind="phone").values_list("position", flat=True)
    assert len(set(positions)) == 4
    assert done.stayed == {"customers.customertag": 3}
    undo(done.operation, admin_user)
    assert [ExternalId.objects.filter(customer=card).count() for card in cards] == [1] * 4


def test_one_number_on_both_stands_once_and_learns_what_the_other_knew(admin_user: User) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    first, second = make_phone(main, "+7 917 234-18-60"), make_phone(other, "8 917 2341860", label="рабочий")
    talk = record(by=admin_user, customer_id=other.pk, kind="call", text="Да", point=second)

    done = merge(by=admin_user, survivor=main, duplicates=[other])

    assert [point.pk for point in ContactPoint.objects.of(main)] == [first.pk]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.label, second.customer_id, second.archived_at is not None) == ("рабочий", other.pk, True)
    assert Interaction.objects.get(pk=talk.pk).point_id == first.pk
    undo(done.operation, admin_user)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.label, second.archived_at, second.is_primary) == ("", None, True)
    assert Interaction.objects.get(pk=talk.pk).point_id == second.pk


def test_c7_the_stricter_consent_wins_and_stays_after_they_are_parted(admin_user: User, operator_named: None) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    first, second, third = make_phone(main), make_phone(other), make_phone(other)
    grant_pair(first), grant_pair(second), withdraw_pair(second), grant_pair(third)
    # A withdrawal stops every point of the number at once: this one is of a number corrected since.
    ContactPoint.objects.filter(pk=second.pk).update(value=first.value, raw=first.raw)
    events = ConsentEvent.objects.count()

    done = merge(by=admin_user, survivor=main, duplicates=[other])

    def statuses(point: ContactPoint) -> set[str]:
        return set(ConsentState.objects.filter(point=point).values_list("status", flat=True))

    assert (statuses(first), statuses(third), done.stricter) == ({"withdrawn"}, {"granted"}, 2)
    assert ConsentEvent.objects.count() == events + 2
    undo(done.operation, admin_user)
    assert (statuses(first), statuses(second), statuses(third)) == ({"withdrawn"}, {"withdrawn"}, {"granted"})
    assert ConsentEvent.objects.count() == events + 2


def test_one_document_written_twice_stays_once_two_of_one_number_both_stay(admin_user: User) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    day = make_purchase(main, total="100", number="7").purchased_at
    same = make_purchase(other, total="100", number="7")
    Purchase.objects.filter(pk=same.pk).update(purchased_at=day)
    make_purchase(main, total="200", number="8")
    make_purchase(other, total="350", number="8")

    done = merge(by=admin_user, survivor=main, duplicates=[other])

    numbers = Purchase.objects.filter(customer=main).order_by("number").values_list("number", "total")
    assert list(numbers) == [("7", Decimal(100)), ("8", Decimal(200)), (f"8 ({other.pk})", Decimal(350))]
    assert done.stayed == {"sales.purchase": 1}
    undo(done.operation, admin_user)
    assert set(Purchase.objects.filter(customer=other).values_list("number", flat=True)) == {"7", "8"}


def test_own_fields_are_filled_chosen_and_followed(admin_user: User) -> None:
    colour, size = make_field(name="Цвет"), make_field(name="Размер")
    friend = make_field(name="Кто привёл", type="client")
    main, other, third = make_person(), make_person("Морозова Лена"), make_person("Третий Пётр")
    CustomValues.objects.create(customer=main, values={colour.key: "синий"})
    CustomValues.objects.create(customer=other, values={colour.key: "красный", size.key: "42"})
    CustomValues.objects.create(customer=third, values={friend.key: other.pk})

    done = merge(by=admin_user, survivor=main, duplicates=[other], choices={colour.catalogue_code: other.pk})

    values = {row.customer_id: row.values for row in CustomValues.objects.order_by("pk")}
    assert values[main.pk] == {colour.key: "красный", size.key: "42"}
    assert values[third.pk] == {friend.key: main.pk}
    undo(done.operation, admin_user)
    values = {row.customer_id: row.values for row in CustomValues.objects.order_by("pk")}
    assert values[main.pk] == {colour.key: "синий"}
    assert values[third.pk] == {friend.key: other.pk}


def test_ties_between_the_two_go_and_ties_to_a_third_stand_once(admin_user: User) -> None:
    main, other, third = make_person(), make_person("Морозова Лена"), make_person("Третий Пётр")
    relations.add(by=admin_user, customer=main, other=other, kind="friend")
    for card in (main, other):
        relations.add(by=admin_user, customer=card, other=third, kind="friend")
    relations.add(by=admin_user, customer=third, other=other, kind="partner")

    done = merge(by=admin_user, survivor=main, duplicates=[other])

    assert Relation.objects.about(main.pk).count() == 2
    assert done.stayed == {"customers.relation": 1}
    undo(done.operation, admin_user)
    assert (Relation.objects.about(main.pk).count(), Relation.objects.about(other.pk).count()) == (2, 3)


def test_rows_made_on_the_survivor_stay_and_what_went_elsewhere_is_listed(
    admin_user: User, pair: tuple[Customer, Customer]
) -> None:
    main, other = pair
    elsewhere = make_person("Другой Клиент")
    done = merge(by=admin_user, survivor=main, duplicates=[other])
    mine = record(by=admin_user, customer_id=main.pk, kind="note", text="Уже после")
    moved = Interaction.objects.exclude(pk=mine.pk).filter(customer=main).order_by("-pk").first()
    assert moved is not None
    Interaction.objects.filter(pk=moved.pk).update(customer=elsewhere)
    tags.put_on(by=admin_user, customer=main, name="новая")

    undone = undo(done.operation, admin_user)

    mine.refresh_from_db()
    moved.refresh_from_db()
    assert (mine.customer_id, moved.customer_id) == (main.pk, elsewhere.pk)
    assert undone.kept == 1
    assert CustomerTag.objects.filter(customer=main, tag__name="новая").exists()
    assert fresh(other).merged_into_id is None


def test_pairs_are_answered_and_asked_again(admin_user: User) -> None:
    main, other, third = make_person(), make_person("Морозова Лена"), make_person("Третий Пётр")
    pair = Pair.objects.create(left=main, right=other, score=20, decision="auto", group=main.pk)
    NotDuplicate.objects.create(left=other, right=third, by=admin_user)

    done = merge(by=admin_user, survivor=main, duplicates=[other])

    pair.refresh_from_db()
    assert pair.state == PairState.MERGED
    assert NotDuplicate.objects.get().left_id == main.pk
    assert MergedRow.objects.get().model == "quality.notduplicate"
    undo(done.operation, admin_user)
    pair.refresh_from_db()
    assert pair.state == PairState.OPEN
    assert NotDuplicate.objects.get().left_id == other.pk
    assert MergedRow.objects.get().state == "back"


def test_messages_of_late_are_added_up(admin_user: User) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    load = apps.get_model("consents.contactload")
    now = dt.datetime.now(dt.UTC)
    for card in (main, other):
        load.objects.create(customer=card, message_class="advertising", family="sms", recent=[now])

    merge(by=admin_user, survivor=main, duplicates=[other])

    assert len(load.objects.get(customer=main).recent) == 2


def test_last_touch_and_client_since_are_of_both(admin_user: User) -> None:
    old = dt.datetime(2020, 1, 2, tzinfo=dt.UTC)
    main, other = make_person(), make_person("Морозова Лена", created_at=old)
    record(by=admin_user, customer_id=other.pk, kind="call", text="Да")

    merge(by=admin_user, survivor=main, duplicates=[other])

    assert LastTouch.objects.get(customer=main).kind == "call"
    assert LastTouch.objects.get(customer=other).kind == ""
    assert fresh(main).created_at == old


def test_company_takes_over_the_numbers_of_the_other(admin_user: User) -> None:
    main, other = make_company("ООО «Кофейня»"), make_company("Кофейня")
    Customer.objects.filter(pk=other.pk).update(inn="7707083893", kpp="770701001")

    merge(by=admin_user, survivor=main, duplicates=[other])

    assert fresh(main).inn == "7707083893"


def test_every_relation_to_a_client_is_declared() -> None:
    """A model that names a client says what becomes of its rows, in `personal.py`."""
    customer = apps.get_model("customers.customer")
    faults = []
    for model in apps.get_models():
        named = {f.name for f in model._meta.concrete_fields if f.is_relation and f.related_model is customer}
        entry = personal_models.get(model._meta.label_lower) if named else None
        known = {entry.subject, *entry.also} if entry else set()
        faults += [
            f"{model._meta.label_lower}.{name}: declare it in personal.py as subject or also"
            for name in sorted(named - known - {"pgh_obj", "merged_into"})
        ]
    assert not faults, "\n".join(faults)


def test_every_constraint_that_could_refuse_has_its_rule() -> None:
    faults = []
    for one in movings():
        rule = merge_rules.get(one.code) if one.code in merge_rules else None
        names = {str(f.name) for f in one.model._meta.concrete_fields if f.column in one.columns}
        alone = [f.name for f in one.model._meta.concrete_fields if f.unique and f.name in names]
        for constraint in one.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                text = f"{constraint.fields} {constraint.expressions}"
                alone += [constraint.name for name in names if f"'{name}'" in text or f"({name})" in text]
        if alone and not (rule and (rule.stays or rule.run)):
            faults.append(f"{one.code}: add a MergeRule with `stays` or `run`, because of {', '.join(alone)}")
    assert not faults, "\n".join(faults)


def test_every_rule_is_of_a_table_whose_rows_move() -> None:
    assert {rule.code for rule in merge_rules} <= {one.code for one in movings()}
