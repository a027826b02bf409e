"""Pages of the standard: its rules, the strip on a card, the queue of repairs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.registries.fields import forget
from core.registries.panels import CardPanel, PanelPlace, card_panels
from core.rules.parse import parse
from core.rules.sentence import sentence
from customers.answers import editable, editor
from customers.card_form import COMPANY, PERSON
from customers.choices import ContactKind, CustomerKind
from customers.models import Customer, StandardRule
from customers.standard import completeness, queue
from customers.tag_pages.views import administrator
from listing.models import SavedView

MOST_RULES = 50
SKIPPED = "standard.skipped"
BY_HAND = {*PERSON, *COMPANY, *ContactKind.values, "tags", "external_id"}
"""What people fill in on the card: the rest of the catalogue counts by itself or is never empty."""
BOXES = ("name", "kind", "view", "months")


def register() -> None:
    """Our panel of the card."""
    card_panels.add(
        CardPanel(
            code="standard",
            title=gettext_lazy("Standard of filling"),
            place=PanelPlace.LEFT,
            render=panel,
            weight=40,
            shows=StandardRule.objects.exists,
        )
    )


def panel(request: Any, customer_id: int) -> str:
    """What is missing on the card, one press to fill it."""
    customer = Customer.objects.get(pk=customer_id)
    context = {
        "customer": customer,
        "state": queue.state_of(customer, request.user),
        "may_edit": request.user.has(Permission.EDIT_CUSTOMERS),
    }
    return render_to_string("customers/standard/panel.html", context, request)


@require_http_methods(["GET", "POST"])
@never_cache
def rules(request: UserRequest) -> HttpResponse:
    """The rules there are, and the form of a new one."""
    administrator(request)
    refused: dict[str, Any] = {}
    if request.method == "POST":
        place, error = _made(request)
        if not error:
            return redirect("customers:standard")
        refused = {"place": place, "error": error, "typed": {name: request.POST.get(name, "") for name in BOXES}}
        refused["chosen"] = request.POST.getlist("fields")
    known = completeness.known()
    rows = [
        {
            "rule": rule,
            "whom": sentence(parse(rule.rule, known).tree, known) if rule.rule else "",
            "fields": [str(known[code].label) for code in rule.fields if code in known],
        }
        for rule in StandardRule.objects.order_by("pk")
    ]
    context = {
        "rows": rows,
        "kinds": CustomerKind.choices,
        "known": [field for code, field in known.items() if code in BY_HAND or code.startswith("custom.")],
        "views": _views(request),
        **(refused or {"place": "", "error": "", "typed": dict.fromkeys(BOXES, ""), "chosen": []}),
    }
    return render(request, "customers/standard/rules.html", context, status=422 if refused else 200)


def _views(request: UserRequest) -> Any:
    return SavedView.objects.visible_to(request.user).filter(page="customers").order_by("name", "pk")


def _made(request: UserRequest) -> tuple[str, str]:
    """Where the form is wrong and why; both empty when the rule is in force."""
    known, kind = completeness.known(), request.POST.get("kind", "")
    codes = [code for code in dict.fromkeys(request.POST.getlist("fields")) if code in known]
    months, given = request.POST.get("months", "").strip(), request.POST.get("view", "")
    if not codes or kind not in {"", *CustomerKind.values}:
        return "fields", _("Choose what must be filled.")
    if StandardRule.objects.count() >= MOST_RULES:
        return "fields", _("A standard holds at most %(most)s rules: take one away first.") % {"most": MOST_RULES}
    if months and not (months.isdecimal() and 1 <= int(months[:5]) <= 120):
        return "months", _("Write a number of months, 1 to 120.")
    view = _views(request).filter(pk=int(given)).first() if given.isdecimal() and len(given) < 10 else None
    rule = StandardRule.objects.create(
        name=" ".join(request.POST.get("name", "").split())[:100] or _("Rule of the standard"),
        kind=kind,
        rule=view.rule if view is not None else {},
        fields=codes,
        recheck_months=int(months) if months else None,
    )
    forget()
    messages.success(request, _("The rule “%(name)s” is in force.") % {"name": rule.name})
    return "", ""


@require_POST
def remove(request: UserRequest, rule: int) -> HttpResponse:
    """The rule asks no more; cards keep all they have."""
    administrator(request)
    StandardRule.objects.filter(pk=rule).delete()
    forget()
    messages.success(request, _("The rule is gone."))
    return redirect("customers:standard")


@never_cache
@require_http_methods(["GET", "POST"])
def repair(request: UserRequest) -> HttpResponse:
    """To the next card that wants repair; POST passes one over for this session, or says it is checked."""
    editor(request)
    given = request.POST.get("from") or request.GET.get("from", "")
    after = int(given) if given.isdecimal() and len(given) < 18 else 0
    skipped: list[int] = request.session.get(SKIPPED, [])
    if request.method == "POST" and after:
        if request.POST.get("act") == "checked":
            queue.checked(by=request.user, customer=editable(request, after))
        else:
            skipped = [*skipped, after][-queue.MOST_SKIPPED :]
            request.session[SKIPPED] = skipped
    found = queue.following(request.user, after=after, skipped=skipped)
    if found is None:
        if skipped and request.GET.get("again"):
            del request.session[SKIPPED]
            return redirect("customers:repair")
        return render(request, "customers/standard/done.html", {"skipped": len(skipped)})
    return redirect(f"{reverse('customers:detail', args=[found])}?repair=1")


@require_POST
def check(request: UserRequest, pk: int) -> HttpResponse:
    """The card was looked through."""
    customer = editable(request, pk)
    queue.checked(by=request.user, customer=customer)
    messages.success(request, _("The card is checked."))
    return redirect("customers:detail", pk)


def strip(request: UserRequest, customer: Customer) -> dict[str, Any]:
    """What stands over a card that is being repaired."""
    if "repair" not in request.GET or not request.user.has(Permission.EDIT_CUSTOMERS):
        return {"repair": None}
    return {"repair": queue.state_of(customer, request.user)}
