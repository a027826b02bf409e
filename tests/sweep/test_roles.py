"""Every address × role: what stands in the table is what is answered, and nothing is left out of it."""

import pytest

from tests.sweep.addresses import areas, names, of
from tests.sweep.table import ADDRESSES
from tests.sweep.walk import statuses
from tests.sweep.world import ROLES, make_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", areas())
def test_every_address_answers_as_declared(part: str) -> None:
    world = make_world()
    wrong = {}
    for name in of(part):
        found = statuses(world, name)
        if found != ADDRESSES.get(name):
            wrong[name] = f'    "{name}": {found},'

    assert not wrong, f"In tests/sweep/table.py ({', '.join(ROLES)}):\n" + "\n".join(wrong.values())


def test_nothing_is_declared_that_is_not_there() -> None:
    assert not set(ADDRESSES) - set(names())


def test_only_these_answer_to_nobody() -> None:
    """A new one is a door: think before you add it."""
    open_doors = {name for name, answers in ADDRESSES.items() if answers[0] == 200}

    assert open_doors == {
        "healthz",
        "readyz",
        # Numbers without persons, to programs of this machine (tests/crm/test_monitoring.py shows who is refused).
        "metrics",
        # The company's logo stands on the page of sign-in.
        "files:logo",
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_reset_password_from_key",
        # What gateways call, by a secret in the address.
        "hooks:hook",
        # The client's own pages, by a link that only he was sent; forms and texts are for everybody.
        "public:unsubscribe",
        "public:unsubscribe_short",
        "public:preferences",
        "public:act",
        "public:copy",
        "public:confirm",
        "public:form",
        "public:thanks",
        "public:text",
        # The picture of a letter is one point, whoever asks (tests/campaigns/test_tracking.py).
        "tracking:opened",
    }


def test_django_s_admin_is_not_there() -> None:
    world = make_world()

    for role in ROLES[1:]:
        assert world.browser(role).get("/admin/").status_code == 404
