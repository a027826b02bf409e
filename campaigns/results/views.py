"""Pages of results: one campaign, all side by side, the people behind a number, a file."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import company
from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from campaigns import rights as own_rights
from campaigns.models import Campaign, CampaignResult, Part, ResultLine
from campaigns.results import counting
from campaigns.results.codes import give_out
from campaigns.results.lines import part_of
from campaigns.results.people import Question, behind
from campaigns.results.reading import LEAST_BUYERS, groups, money, results
from campaigns.results.workbook import CONTENT_TYPE, workbook
from core.errors import DomainError
from customers import rights
from listing.keyset import Cursor, Order, keyset_page
from sales.purchase_fields import TOTAL

PAGE = 50
NEWEST = Order("newest", ("created_at",), descending=True)
BETWEEN = re.compile(r"[\s,;]+")
for_marketers = only_with(Permission.CAMPAIGNS)


@require_safe
@never_cache
@for_marketers
def overview(request: UserRequest, pk: int) -> HttpResponse:
    """What one campaign came to."""
    campaign = _campaign(request, pk)
    found = results(campaign)
    context = {
        "campaign": campaign,
        "found": found,
        "may_act": own_rights.may_act(campaign, request.user),
        "codes": [one.code for one in campaign.promo_codes.order_by("pk")],
        "left_share": part_of(found.whole.left, found.whole.delivered),
        "bought_share": part_of(found.whole.bought, found.whole.delivered),
        "groups": groups(found.counted),
        "least": LEAST_BUYERS,
        **_shown(request),
    }
    return render(request, "campaigns/results/one.html", context)


@require_safe
@never_cache
@for_marketers
def compare(request: UserRequest) -> HttpResponse:
    """Campaigns that went out, side by side, the newest first."""
    rows = Campaign.objects.visible_to(request.user).filter(started_at__isnull=False).select_related("result")
    page = keyset_page(rows, NEWEST, Cursor.from_query(request.GET), PAGE)
    lines = _whole_lines([one.pk for one in page.rows])
    context = {
        "lines": [_compared(one, lines) for one in page.rows],
        "before": f"?before={page.before}" if page.before else "",
        "after": f"?after={page.after}" if page.after else "",
        **_shown(request),
    }
    return render(request, "campaigns/results/compare.html", context)


@require_safe
@never_cache
@for_marketers
def people(request: UserRequest, pk: int, what: str) -> HttpResponse:
    """Clients behind a number."""
    campaign = _campaign(request, pk)
    question = Question.read(what, request.GET)
    page = behind(campaign, question, request.user, Cursor.from_query(request.GET))
    context = {
        "campaign": campaign,
        "page": page,
        "before": f"?{question.query}before={page.before}" if page.before else "",
        "after": f"?{question.query}after={page.after}" if page.after else "",
    }
    return render(request, "campaigns/results/people.html", context)


@require_safe
@never_cache
@for_marketers
def file(request: UserRequest, pk: int) -> HttpResponse:
    """The numbers as a workbook."""
    campaign = _campaign(request, pk)
    content = workbook(results(campaign), with_money=rights.may_read(request.user, TOTAL))
    name = f"campaign-{campaign.pk}.xlsx"
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
@for_marketers
def count(request: UserRequest, pk: int) -> HttpResponse:
    """Count it now instead of in five minutes."""
    campaign = _campaign(request, pk)
    if campaign.started_at is None:
        raise Http404
    counting.count(campaign)
    messages.success(request, _("Counted anew."))
    return redirect(reverse("campaign_results:one", args=[campaign.pk]))


@require_POST
@for_marketers
def promo(request: UserRequest, pk: int) -> HttpResponse:
    """Which promo codes were given out in it."""
    campaign = _campaign(request, pk)
    try:
        give_out(campaign, BETWEEN.split(request.POST.get("codes", "").strip()), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Promo codes are kept; purchases by them are counted."))
    return redirect(reverse("campaign_results:one", args=[campaign.pk]))


def _campaign(request: UserRequest, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)


def _shown(request: UserRequest) -> dict[str, Any]:
    return {"may_sums": rights.may_read(request.user, TOTAL), "currency": company.current().currency}


def _whole_lines(campaigns: list[int]) -> dict[int, ResultLine]:
    rows = ResultLine.objects.filter(campaign__in=campaigns, part=Part.ALL).order_by("pk")
    return {one.campaign_id: one for one in rows}


def _compared(campaign: Campaign, lines: dict[int, ResultLine]) -> dict[str, Any]:
    line = lines.get(campaign.pk) or ResultLine(campaign=campaign)
    counted = getattr(campaign, "result", None) or CampaignResult(campaign=campaign)
    return {
        "campaign": campaign,
        "line": line,
        "opened": part_of(line.opened, line.delivered),
        "clicked": part_of(line.clicked, line.delivered),
        "bought": part_of(line.bought, line.delivered),
        "money": money(campaign, counted, line),
    }
