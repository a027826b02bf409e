"""A manager: what waits today, a list called through, a card written on, another found, tomorrow thought of."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from customers.models import WalkStop
from interactions.models import Interaction, Task
from interactions.tasks import services as tasks
from sales.models import Purchase
from tests.browser.days.person import Arrive, Person, Way, lived
from tests.browser.visitor import Visitor
from tests.factories.customers import make_person, make_phone
from tests.factories.sales import make_product

ELENA, PAVEL = "Морозова Елена", "Третьяков Павел"


@lived
def test_a_day_of_a_manager(visit: Callable[..., Visitor], way: Way, manager: User) -> None:
    elena, pavel = (make_person(name, responsible=manager, city="Казань") for name in (ELENA, PAVEL))
    make_phone(elena), make_phone(pavel)
    make_product("Чайник", "1990")
    waits = tasks.create(by=manager, customer_id=elena.pk, text="Узнать о доставке", due_on=timezone.localdate())

    me = Arrive(visit, way)(manager)
    me.reads("Узнать о доставке")
    if not me.on_phone:
        calls_them_through(me)
    me.go("customers:list")
    me.open(ELENA)
    writes_it_down(me)
    finds_another(me)
    me.go("desk:today")
    thinks_of_tomorrow(me)

    waits.refresh_from_db()
    assert not waits.is_open
    assert Interaction.objects.get(kind="note").customer_id == elena.pk
    assert Purchase.objects.get(total=1990).customer_id == elena.pk
    tomorrow = Task.objects.exclude(pk=waits.pk).order_by("pk")
    assert list(tomorrow.values_list("text", "customer_id")) == [("Позвонить", elena.pk), ("Собрать заказ", None)]


def calls_them_through(me: Person) -> None:
    """One card after another, a mark on each."""
    me.go("customers:list")
    me.press("Walk", "through a list")
    me.press("Begin", "a walk")
    for stop in ("1", "2"):
        expect(me.page.locator(".strip progress")).to_have_attribute("value", stop)
        if me.way.keys:
            me.key("1")
        else:
            me.page.locator(".strip [name=outcome]").first.click()
    me.sees("Without an outcome")
    assert WalkStop.objects.exclude(outcome="").count() == 2


def writes_it_down(me: Person) -> None:
    """A note, what is to be done, what was bought: all from the card."""
    expect(me.page.locator("h1")).to_have_text(ELENA)
    me.tab("note")
    me.hand.write(me.page.locator("#composer-panel .composer__text"), "Просит привезти до обеда")
    me.save()
    me.reads("Просит привезти до обеда", "#history .timeline")
    me.tab("task")
    me.hand.write(me.page.locator("#composer-panel textarea"), "завтра 12:00 позвонить")
    expect(me.page.locator("#composer-understood .badge").first).to_be_visible()
    me.save()
    expect(me.page.locator("#composer-panel textarea")).to_have_value("")
    if me.way.keys:
        expect(me.page.locator("#composer-panel textarea")).to_be_focused()
    me.tab("purchase")
    line = me.page.locator("#composer-panel [data-lines] tr").first
    me.hand.write(line.locator("[name$=-product]"), "Чайник")
    me.hand.write(line.locator("[name$=-price]"), "1990")
    me.save()
    me.reads("Чайник", "#history .timeline")


def finds_another(me: Person) -> None:
    """By some letters of the name."""
    me.find("третьяк")
    expect(me.page.locator("h1")).to_have_text(PAVEL)


def thinks_of_tomorrow(me: Person) -> None:
    """A line for tomorrow; what waited today is settled."""
    me.hand.write(me.page.locator("#quick-task [name=say]"), "завтра 10:00 Собрать заказ")
    expect(me.page.locator("#task-understood .badge").first).to_be_visible()
    me.press("Add", within=me.page.locator("#quick-task"))
    me.page.wait_for_load_state("networkidle")
    done = me.words("Done: %(title)s", title="Узнать о доставке")
    me.open(done)
    expect(me.page.locator(".list__item").filter(has_text="Узнать о доставке")).to_have_count(0)
