"""Who is whom to whom, from both sides; what cannot be is refused with a sentence."""

import itertools

import pytest

from accounts.models import User
from core.errors import DomainError
from customers import relations
from customers.choices import RelationKind
from customers.models import Customer, Relation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_company, make_person

pytestmark = pytest.mark.django_db


def tie(by: User, first: Customer, second: Customer, kind: str = "contact") -> None:
    relations.add(by=by, customer=first, other=second, kind=kind)


def people_of(company_ids: list[int]) -> list[int]:
    """Ids of the contact persons of these companies."""
    return sorted(relations.contacts_of(company_ids).order_by("pk").values_list("other_id", flat=True))


def test_roles_read_from_both_sides(admin_user: User) -> None:
    company, person = make_company(), make_person()
    relations.add(by=admin_user, customer=company, other=person, kind="director", role=" закупки ")

    here, there = relations.of(company, admin_user), relations.of(person, admin_user)

    assert [(one.client, one.relation.role) for one in here[0]] == [(person, "закупки")]
    assert [one.client for one in there[0]] == [company]
    assert here[0][0].says != there[0][0].says
    assert here[1] == there[1] == 0


def test_a_person_names_his_company(admin_user: User) -> None:
    company, person = make_company(), make_person()
    tie(admin_user, person, company)

    assert people_of([company.pk]) == [person.pk]
    assert people_of([person.pk]) == []


def test_companies_are_not_contact_persons_of_each_other(admin_user: User) -> None:
    first, second = make_company("ООО «Один»"), make_company("ООО «Два»")
    with pytest.raises(DomainError) as error:
        tie(admin_user, first, second)
    tie(admin_user, first, second, "partner")

    assert error.value.code == "kind"
    assert people_of([first.pk, second.pk]) == []


def test_nobody_is_tied_to_himself_or_twice(admin_user: User) -> None:
    first, second = make_person(), make_person("Петров Пётр")
    tie(admin_user, first, second, "friend")
    for one, other, code in ((first, first, "self"), (first, second, "taken"), (second, first, "taken")):
        with pytest.raises(DomainError) as error:
            tie(admin_user, one, other, "friend")
        assert error.value.code == code


@pytest.mark.parametrize("kind", ["subsidiary", "owner", "referred"])
def test_circles_are_refused(admin_user: User, kind: str) -> None:
    ring = [make_company(f"ООО «{number}»") for number in range(4)]
    for first, second in itertools.pairwise(ring):
        tie(admin_user, first, second, kind)
    with pytest.raises(DomainError) as error:
        tie(admin_user, ring[-1], ring[0], kind)

    assert error.value.code == "circle"


def test_wrong_sides_are_refused(admin_user: User) -> None:
    company, person = make_company(), make_person()
    wrong = [(person, make_person("Петров"), "contact"), (company, person, "subsidiary"), (company, person, "child")]
    for one, other, kind in (*wrong, (company, person, "no such")):
        with pytest.raises(DomainError) as error:
            tie(admin_user, one, other, kind)
        assert error.value.code == "kind"


def test_other_managers_clients_are_only_counted(manager: User, admin_user: User) -> None:
    mine, theirs = make_company(), make_person()
    Customer.objects.filter(pk=mine.pk).update(responsible=manager)
    tie(admin_user, mine, theirs)

    assert relations.of(mine, manager) == ([], 1)


def test_undo_unties_and_ties_again(admin_user: User) -> None:
    company, person = make_company(), make_person()
    operation = relations.add(by=admin_user, customer=company, other=person, kind="contact")
    row = Relation.objects.get()
    removal = relations.remove(by=admin_user, customer=person, pk=row.pk)
    assert removal is not None
    assert not Relation.objects.exists()
    run_now(start_undo(removal, by=admin_user))
    assert people_of([company.pk]) == [person.pk]
    run_now(start_undo(operation, by=admin_user))
    assert not Relation.objects.exists()


def test_every_kind_has_its_other_side() -> None:
    assert set(relations.BACK) == set(RelationKind)
