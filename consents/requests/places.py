"""Our places in the sidebar, on the card, on «Today», among owners of files."""

import datetime as dt

from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from consents.models import ErasedCustomer, Erasure, ProcessingBlock, SubjectRequest
from consents.models.request import SubjectRequestQuerySet
from consents.requests import notices, trail, words
from consents.requests.choices import BlockScope
from core.registries.file_owners import FileOwner, file_owners
from core.registries.hints import CardHint, Hint, HintTone, card_hints
from core.registries.menu import MenuEntry, MenuGroup, menu
from core.registries.panels import CardPanel, PanelPlace, card_panels
from core.registries.today import TodayCount, TodayItem, TodayPlace, TodayRank, TodaySource, today_sources

MOST = 100


def register() -> None:
    """Fill them."""
    menu.add(
        MenuEntry(
            code="requests", label=gettext_lazy("Requests of people"), icon="mail", url_name="requests:list",
            group=MenuGroup.OFFICE, weight=150, permission=Permission.PRIVACY, counter=waiting,
        ),
        MenuEntry(
            code="erasures", label=gettext_lazy("Erasure of data"), icon="trash", url_name="requests:erasures",
            group=MenuGroup.OFFICE, weight=151, permission=Permission.PRIVACY, counter=to_approve,
        ),
    )  # fmt: skip
    card_panels.add(
        CardPanel(
            code="privacy", title=gettext_lazy("Personal data"), place=PanelPlace.RIGHT, render=panel, weight=90,
            permission=Permission.PRIVACY,
        )
    )  # fmt: skip
    card_hints.add(CardHint(code="processing", hints=hints, weight=5, rows=_blocks_of_card))
    today_sources.add(
        TodaySource(
            code="requests", label=gettext_lazy("Requests of people"), items=items, count=count,
            place=TodayPlace.ORDER, icon="mail", weight=15, permission=Permission.PRIVACY,
        )
    )  # fmt: skip
    file_owners.add(FileOwner(code=trail.REQUEST, may_see=_may_see))


def _blocks_of_card() -> QuerySet[ProcessingBlock]:
    return ProcessingBlock.objects.standing().filter(customer=OuterRef("pk"))


def _may_see(user: User, object_id: str) -> bool:
    known = object_id.isdecimal() and len(object_id) < 19
    return known and SubjectRequest.objects.visible_to(user).filter(pk=int(object_id)).exists()


def waiting(request: HttpRequest) -> int:
    """Requests nobody has answered yet, at most MOST."""
    if not isinstance(request.user, User):
        return 0
    return SubjectRequest.objects.visible_to(request.user).open().order_by()[:MOST].count()


def to_approve(request: HttpRequest) -> int:
    """Erasures that wait for another person than their author."""
    if not isinstance(request.user, User):
        return 0
    rows = Erasure.objects.visible_to(request.user).filter(state="planned").exclude(author=request.user)
    return rows.order_by()[:MOST].count()


def panel(request: HttpRequest, customer_id: int) -> str:
    """Requests of this client, what is stopped, and what may be begun."""
    assert isinstance(request.user, User)
    rows = SubjectRequest.objects.visible_to(request.user).filter(customer=customer_id).order_by("-pk")[:5]
    context = {
        "customer_id": customer_id,
        "rows": [(one, words.name(one), words.due(one), words.tone(one)) for one in rows],
        "blocks": list(ProcessingBlock.objects.standing().filter(customer=customer_id).order_by("since", "pk")),
        "erased": ErasedCustomer.objects.filter(customer=customer_id).first(),
    }
    return render_to_string("requests/panel.html", context, request)


def hints(request: HttpRequest, customer_id: int | None, values: object) -> list[Hint]:
    """Whoever works with the client must know that his data may not be used."""
    if customer_id is None or not isinstance(request.user, User):
        return []
    rows = ProcessingBlock.objects.visible_to(request.user).standing().filter(customer=customer_id)
    found = {block.scope for block in rows.order_by("pk")}
    if BlockScope.ALL in found:
        return [
            Hint(
                tone=HintTone.BAD,
                text=_("Processing is stopped on the client’s demand: store the data, do not use them."),
            )
        ]
    return [Hint(tone=HintTone.WARN, text=_("The client demands no advertising."))] if found else []


def items(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """Open requests of one's own, of nobody, and late ones of anybody, that have used half of their time."""
    if not isinstance(request.user, User):
        return []
    rows = _pressing(request.user).select_related("customer").by_due()[:limit]
    return [_item(one) for one in rows]


def _pressing(user: User) -> SubjectRequestQuerySet:
    """Who hears the alarm sees it (`notices.listeners`)."""
    whose = Q(assignee=user) | ~Q(assignee__in=notices.answering().values("pk")) | Q(alarm=100)
    return SubjectRequest.objects.visible_to(user).open().filter(whose, alarm__gte=50)


def _item(one: SubjectRequest) -> TodayItem:
    late = one.is_late()
    return TodayItem(
        customer_id=one.customer_id,
        title=words.name(one),
        url=one.get_absolute_url(),
        reason=words.due(one),
        act_label=_("Open"),
        act_url=one.get_absolute_url(),
        act_icon="mail",
        rank=TodayRank.PROMISE_LATE if late else TodayRank.PROMISE,
        at=one.ends_at,
        tone=words.tone(one),
    )


def count(request: HttpRequest, day: dt.date) -> TodayCount:
    """Open ones of one's own and of nobody who answers."""
    assert isinstance(request.user, User)
    whose = Q(assignee=request.user) | ~Q(assignee__in=notices.answering().values("pk"))
    mine = SubjectRequest.objects.visible_to(request.user).open().filter(whose)
    return TodayCount(mine.order_by()[:MOST].count(), "", reverse("requests:list") + "?view=open")
