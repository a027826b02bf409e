"""The step of rules: how clients are found, what may be written."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission, Scope
from core.errors import DomainError
from core.text import moments
from imports import services
from imports.mapping.plan import Mapping, targets_of
from imports.mapping.systems import recognise
from imports.models import Import
from imports.staging.deciding import PARTS
from imports.steps.loading import load, step_url
from imports.steps.rules_form import FIELD, Key, RulesForm, keys_in_order, keys_sent, no_key
from imports.steps.shell import page
from imports.trade import ENTITIES, OF_CLIENTS
from imports.trade.cleaning import KEYS as TRADE_KEYS

UNSAID = Import._meta.get_field("source").get_default()
NOT_CHOSEN = {"external_id", "tags", "kind", *PARTS}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rules(request: UserRequest, import_id: UUID) -> HttpResponse:
    """Ask, keep, and start the check; the buttons of the keys only move them."""
    imported = load(request, import_id)
    if not imported.is_open:
        return redirect(step_url(imported), imported.pk)
    if request.method != "POST":
        form = _form(request, imported, initial=_initial(imported))
        return _page(request, imported, form, _of_kind(imported, keys_in_order(imported.match)))
    keys = _of_kind(imported, keys_sent(request.POST))
    if "move" in request.POST and request.htmx:
        return render(request, "imports/rules_keys.html", {"import": imported, "keys": keys})
    form = _form(request, imported, data=request.POST)
    if "move" in request.POST:
        return _page(request, imported, form, keys)
    used = [key.code for key in keys if key.used]
    if form.is_valid() and not used and _asks_keys(imported, form.cleaned_data["mode"]):
        form.add_error(None, no_key())
    if not form.is_valid():
        return _page(request, imported, form, keys, status=422)
    try:
        _keep(request.user, imported, form, used)
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, imported, form, keys, status=422)
    return redirect("imports:running", imported.pk)


def _keep(user: User, imported: Import, form: RulesForm, used: list[str]) -> None:
    said = form.cleaned_data
    kept = services.set_rules(
        imported,
        by=user,
        match=used,
        mode=said["mode"],
        on_conflict=said.get("on_conflict", "overwrite"),
        conflicts=form.conflicts(),
        source=said.get("source_name", UNSAID).strip(),
        responsible=said.get("responsible"),
        tag=" ".join(said.get("tag", "").split()),
    )
    services.start_preview(kept, by=user)


def _page(
    request: UserRequest, imported: Import, form: RulesForm, keys: list[Any], *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "keys": keys, "sources": list(services.known_sources()[:50])}
    return page(request, "imports/rules.html", imported, "rules", context, status=status)


def _form(request: UserRequest, imported: Import, **more: Any) -> RulesForm:
    if imported.entity in ENTITIES:
        return RulesForm(people=people_for(request.user), targets={}, entity=imported.entity, **more)
    targets = targets_of(imported.entity)
    filled = Mapping.from_json(imported.mapping, imported.headings).targets - NOT_CHOSEN
    labels = {code: str(target.label) for code, target in targets.items() if code in filled}
    return RulesForm(people=people_for(request.user), targets=labels, **more)


def _of_kind(imported: Import, keys: list[Key]) -> list[Key]:
    """Purchases and talks find their clients by what says one alone; products know no clients."""
    if imported.entity not in ENTITIES:
        return keys
    return [key for key in keys if imported.entity in OF_CLIENTS and key.code in TRADE_KEYS]


def _asks_keys(imported: Import, mode: str) -> bool:
    """Whether nothing can be done without a way to find clients."""
    return imported.entity in OF_CLIENTS or (imported.entity not in ENTITIES and mode != "create")


def people_for(user: User) -> QuerySet[User]:
    """Who may be given clients: by one who sees only his own, himself."""
    people = User.objects.filter(is_active=True, role__permissions__contains=[Permission.VIEW_CUSTOMERS.value])
    if user.role.scope != Scope.ALL:
        people = people.filter(pk=user.pk)
    return people.order_by("last_name", "first_name", "pk")


def _initial(imported: Import) -> dict[str, Any]:
    return {
        "mode": imported.mode,
        "on_conflict": imported.on_conflict,
        "source_name": suggested_source(imported),
        "responsible": imported.responsible_id or imported.owner_id,
        "tag": imported.tag if imported.checked_at else suggested_tag(),
        **{f"{FIELD}{code}": value for code, value in imported.conflicts.items()},
    }


def suggested_source(imported: Import) -> str:
    """What was said before; of a file not checked yet, the program it comes from: numbers are of that program."""
    system = recognise(imported.headings) if imported.source == UNSAID and not imported.checked_at else None
    return system.name.partition(",")[0] if system else imported.source


def suggested_tag() -> str:
    """«import 22.11.2026»: what this file’s clients are found by later."""
    return _("import %(day)s") % {"day": moments.short_date(timezone.localdate())}
