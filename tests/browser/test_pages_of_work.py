"""Pages of campaigns, duplicates, cleaning, messages and the house: axe and width, both languages and themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from journal import runs
from quality.cleaning import services as cleaning
from quality.models import CleaningRun
from quality.search import services as searching
from tests.browser.test_every_page import SCREENS, look
from tests.browser.visitor import Visitor
from tests.factories.customers import make_email, make_person, make_phone
from tests.sweep.walk import address
from tests.sweep.world import World, make_world

PAGES = (
    "campaigns:list",
    "campaigns:new",
    "campaigns:one",
    "campaigns:people",
    "campaigns:triggers",
    "campaigns:trigger_new",
    "campaigns:trial",
    "campaign_results:one",
    "campaign_results:compare",
    "duplicates:queue",
    "duplicates:sure",
    "duplicates:history",
    "quality:runs",
    "quality:run",
    "quality:rows",
    "reports:list",
    "segments:list",
    "segments:library",
    "segments:one",
    "letters:list",
    "letters:new",
    "letters:one",
    "letters:snippets",
    "letters:signature",
    "outbox:page",
    "messages:one",
    "gateways:list",
    "gateways:new",
    "gateways:detail",
    "gateways:inbox",
    "gateways:inbox_item",
    "office:start",
    "office:status",
    "office:backups",
    "guide:contents",
    "guide:topic",
)
FIRST, *OTHERS = SCREENS


@pytest.fixture
def world(transactional_db: None) -> World:
    """Of the sweep, with likenesses found and the base looked through."""
    made = make_world()
    for city in ("Казань", "г. Казань"):
        twin = make_person("ТРЕТЬЯКОВА елена", responsible=made.people["manager"], city=city)
        make_phone(twin, "+79162341860"), make_email(twin, "elena@gmial.com")
    searching.search_whole()
    CleaningRun.objects.all().delete()
    run, job = cleaning.begin(by=made.people["admin"], fixes=False)
    made.values["quality:"] = {"pk": run.pk}
    runs.run_here(job.pk)
    return made


@pytest.mark.parametrize(
    "screen", [FIRST, *(pytest.param(*one.values, id=one.id, marks=pytest.mark.nightly) for one in OTHERS)]
)
def test_pages_of_work(visit: Callable[..., Visitor], world: World, screen: dict[str, object]) -> None:
    visitor = visit(world.people["admin"], **screen)
    faults = {}
    for name in PAGES:
        visitor.open(address(world, name))
        visitor.page.wait_for_load_state("networkidle")
        faults[name] = look(visitor)

    assert not {name: fault for name, fault in faults.items() if fault}


@pytest.mark.parametrize("screen", [SCREENS[4]])
def test_each_tab_of_the_composer_on_a_phone(
    visit: Callable[..., Visitor], admin_user: User, screen: dict[str, object]
) -> None:
    card = make_person("Морозова Елена", responsible=admin_user)
    make_phone(card), make_email(card)
    visitor = visit(admin_user, **screen)
    visitor.go("customers:detail", pk=card.pk)
    faults = {}
    for tab in visitor.page.locator("[data-composer] [data-tab]").all():
        code = tab.get_attribute("data-tab")
        tab.click()
        expect(visitor.page.locator("#composer-panel")).to_have_attribute("aria-labelledby", f"write-{code}")
        visitor.page.wait_for_load_state("networkidle")
        faults[code] = look(visitor)

    assert not {code: fault for code, fault in faults.items() if fault}
