"""Pages of the rules of the standard: all of them, and one with the filter that says for whom it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from core.rules.parse import parse
from core.rules.sentence import sentence
from core.rules.tree import Join
from customers.card_form import COMPANY, PERSON
from customers.choices import ContactKind, CustomerKind
from customers.models import StandardRule
from customers.standard import builder, completeness, services
from customers.standard.services import RuleWish
from customers.tag_pages.views import administrator
from journal.models import Operation
from listing.pages import list_pages
from listing.showing import chips
from listing.state import State, read

BY_HAND = {*PERSON, *COMPANY, *ContactKind.values, "tags", "external_id"}
"""What people fill in on the card: the rest of the catalogue counts by itself or is never empty."""
JOINS = (
    (Join.ALL.value, gettext_lazy("all of these hold")),
    (Join.ANY.value, gettext_lazy("any of these holds")),
    (Join.NONE.value, gettext_lazy("none of these holds")),
)


@require_safe
@never_cache
def rules(request: UserRequest) -> HttpResponse:
    """The rules there are."""
    administrator(request)
    known = completeness.known()
    rows = []
    for rule in StandardRule.objects.order_by("pk"):
        parsed = parse(rule.rule, known)
        rows.append(
            {
                "rule": rule,
                "whom": sentence(parsed.tree, known) if rule.rule else "",
                "is_broken": bool(parsed.notices),
                "fields": [str(known[code].label) for code in rule.fields if code in known],
            }
        )
    return render(request, "customers/standard/rules.html", {"rows": rows, "tab": builder.RULE})


@require_http_methods(["GET", "POST"])
@never_cache
def rule(request: UserRequest) -> HttpResponse:
    """A new rule, or one that is changed (`?view=rule-…`); whom it asks stands in the address, as on a list."""
    administrator(request)
    page = list_pages.get(builder.CODE)
    query = QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET
    state = read(page, query, request.user)
    standing = builder.rule_of(state)
    if request.method == "GET":
        return _page(request, state, standing, _kept(standing))
    wish = RuleWish(
        name=request.POST.get("name", ""),
        kind=request.POST.get("kind", ""),
        rule=builder.joined(state.tree, request.POST.get("join", "")),
        fields=request.POST.getlist("fields"),
        months=request.POST.get("months", ""),
    )
    try:
        operation = _put(request, standing, wish)
    except DomainError as error:
        typed = {**_kept(None), **request.POST.dict(), "fields": list(wish.fields), "error": str(error)}
        return _page(request, state, standing, typed, status=422)
    said = _("The rule “%(name)s” is in force.") % {"name": wish.name.strip() or _("Rule of the standard")}
    return _done(request, said if operation else _("Nothing was different."), operation)


def _put(request: UserRequest, standing: StandardRule | None, wish: RuleWish) -> Operation | None:
    if standing is not None:
        return services.change(by=request.user, rule=standing, wish=wish)
    return services.make(by=request.user, wish=wish)[1]


@require_POST
def remove(request: UserRequest, rule: int) -> HttpResponse:
    """The rule asks no more; cards keep all they have."""
    administrator(request)
    operation = services.remove(by=request.user, rule=get_object_or_404(StandardRule, pk=rule))
    return _done(request, _("The rule is gone."), operation)


def _done(request: UserRequest, said: str, operation: Operation | None) -> HttpResponse:
    messages.success(request, said, extra_tags=f"undo:{operation.pk}" if operation else "")
    return redirect("customers:standard")


def _kept(standing: StandardRule | None) -> dict[str, Any]:
    if standing is None:
        return {"name": "", "kind": "", "months": "", "fields": [], "join": Join.ALL.value}
    return {
        "name": standing.name,
        "kind": standing.kind,
        "months": standing.recheck_months or "",
        "fields": standing.fields,
        "join": builder.join_of(standing).value,
    }


def _page(
    request: UserRequest, state: State, standing: StandardRule | None, typed: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    known = state.page.fields()
    chosen = set(typed["fields"])
    context = {
        "rule": standing,
        "state": state,
        "chips": chips(state),
        "notices": [*state.notices, *(parse(standing.rule, known).notices if standing else [])],
        "views": [tab for tab in state.tabs if tab.code.startswith(builder.VIEW)],
        "kinds": CustomerKind.choices,
        "joins": JOINS,
        "known": [(one, one.code in chosen) for one in known.values() if _by_hand(one.code) or one.code in chosen],
        "error": "",
        **typed,
    }
    return render(request, "customers/standard/rule.html", context, status=status)


def _by_hand(code: str) -> bool:
    return code in BY_HAND or code.startswith("custom.")
