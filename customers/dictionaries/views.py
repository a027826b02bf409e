"""Pages of dictionaries, for those who manage the company."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from customers.dictionaries import reading, services
from customers.dictionaries.lookup import keys_of
from customers.dictionaries.names import Dictionary, dictionaries
from customers.models import DictionaryTerm
from customers.tag_pages.views import administrator
from journal.models import Operation, OperationState

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _known(request: UserRequest, code: str) -> Dictionary:
    administrator(request)
    if code not in dictionaries():
        raise Http404
    return dictionaries()[code]


def _value(code: str, term: int) -> DictionaryTerm:
    return get_object_or_404(DictionaryTerm, dictionary=code, means=None, pk=term)


@require_safe
@never_cache
def index(request: UserRequest) -> HttpResponse:
    """The dictionaries there are."""
    administrator(request)
    rows = DictionaryTerm.objects.order_by().values_list("dictionary")
    numbers = {"n_values": Count("pk", filter=Q(means=None)), "n_others": Count("pk", filter=~Q(means=None))}
    counts = {code: (values, others) for code, values, others in rows.annotate(**numbers)}
    found = [(one, *counts.get(one.code, (0, 0))) for one in dictionaries().values()]
    return render(request, "customers/dictionaries/index.html", {"dictionaries": found})


@require_safe
@never_cache
def dictionary(request: UserRequest, code: str) -> HttpResponse:
    """A page of values."""
    known = _known(request, code)
    search = request.GET.get("q", "").replace("\0", "")[:200]
    page = reading.values(code, search=search, after=request.GET.get("after", "")[:200])
    return render(request, "customers/dictionaries/one.html", {"dictionary": known, "page": page, "search": search})


@require_safe
@never_cache
def unknown(request: UserRequest, code: str) -> HttpResponse:
    """Words of cards that stand in no dictionary, counted; each is made a value or given to one."""
    known = _known(request, code)
    words, found = reading.unknown(code)
    context = {"dictionary": known, "words": words, "found": found, "most": reading.MOST_UNKNOWN}
    return render(request, "customers/dictionaries/unknown.html", context)


@require_safe
@never_cache
def value(request: UserRequest, code: str, term: int) -> HttpResponse:
    """A value: its text, its writings, the way into another."""
    known = _known(request, code)
    found = _value(code, term)
    context = {"dictionary": known, "term": found, "writings": found.writings.order_by("key")}
    return render(request, "customers/dictionaries/value.html", context)


@require_POST
def add(request: UserRequest, code: str) -> HttpResponse:
    """A new value; from the page of unknown words also several at once."""
    _known(request, code)
    texts = [text for text in request.POST.getlist("text") if text.strip()][: reading.MOST_UNKNOWN]
    try:
        if len(texts) > 1:
            rows = [(services.clean(code, text), "") for text in texts]
            _added, _lost, operation = services.bring_in(by=request.user, dictionary=code, rows=rows)
        else:
            _term, operation = services.add(by=request.user, dictionary=code, text="".join(texts))
    except DomainError as error:
        return _refused(request, error, code)
    return _said(request, operation, _("The dictionary knows it now."), code)


@require_POST
def assign(request: UserRequest, code: str) -> HttpResponse:
    """Words become writings of a value named by its text."""
    _known(request, code)
    texts = [text for text in request.POST.getlist("text") if text.strip()][: reading.MOST_UNKNOWN]
    try:
        operation = services.merge(by=request.user, terms=[], texts=texts, into=_named(request, code))
    except DomainError as error:
        return _refused(request, error, code)
    return _said(request, operation, _("The dictionary knows it now."), code)


@require_POST
def act(request: UserRequest, code: str, term: int) -> HttpResponse:
    """Rename, add or take out a writing, merge into another, take out of the dictionary."""
    _known(request, code)
    found, what = _value(code, term), request.POST.get("act", "")
    try:
        operation = _acts(request, found, what)
    except DomainError as error:
        return _refused(request, error, code)
    return _said(request, operation, _("Saved.") if operation else _("Nothing was different."), code, found)


def _acts(request: UserRequest, found: DictionaryTerm, what: str) -> Operation | None:
    if what == "rename":
        return services.rename(by=request.user, term=found, text=request.POST.get("text", ""))
    if what == "write":
        _term, operation = services.add(
            by=request.user, dictionary=found.dictionary, text=request.POST.get("text", ""), means=found
        )
        return operation
    if what == "unwrite":
        given = request.POST.get("writing", "")
        pk = int(given) if given.isdecimal() and len(given) < 18 else 0
        return services.take_out(by=request.user, term=get_object_or_404(DictionaryTerm, means=found, pk=pk))
    if what == "merge":
        into = _named(request, found.dictionary)
        return services.merge(by=request.user, terms=[found], texts=[], into=into)
    if what == "remove":
        return services.take_out(by=request.user, term=found)
    raise Http404


def _named(request: UserRequest, code: str) -> DictionaryTerm:
    """The value a person has named. Raises DomainError when there is none."""
    text = request.POST.get("into", "").replace("\0", "")
    pk = keys_of(code, [text]).get(text) if text else None
    found = DictionaryTerm.objects.filter(pk=pk).first() if pk else None
    if found is None:
        raise DomainError(_("There is no value “%(text)s” in the dictionary.") % {"text": text[:100]}, code="unknown")
    return found


@require_POST
def tidy(request: UserRequest, code: str) -> HttpResponse:
    """Cards written otherwise than the dictionary says, changed after a preview."""
    _known(request, code)
    try:
        operation = services.tidy(by=request.user, dictionary=code)
    except DomainError as error:
        return _refused(request, error, code)
    return redirect("office:operation", operation.pk)


@require_safe
@never_cache
def export(request: UserRequest, code: str, kind: str) -> HttpResponse:
    """The whole dictionary as a file."""
    _known(request, code)
    if kind not in TYPES:
        raise Http404
    response = HttpResponse(reading.as_file(code, kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{code}.{kind}"'
    return response


@require_POST
def bring_in(request: UserRequest, code: str) -> HttpResponse:
    """Words of a file, beside those that stand."""
    _known(request, code)
    given = request.FILES.get("file")
    try:
        if given is None:
            raise DomainError(_("Choose a file."), code="empty")
        rows = list(reading.read_file(given.name or "", given.read(reading.MOST_BYTES + 1)))
        if not rows:
            raise DomainError(_("There are no values in the file."), code="empty")
        added, lost, operation = services.bring_in(by=request.user, dictionary=code, rows=rows)
    except DomainError as error:
        return _refused(request, error, code)
    said = ngettext("%(n)s word is added.", "%(n)s words are added.", added) % {"n": added}
    if lost:
        text = ngettext(
            "%(n)s writing belongs to another value and is left out.",
            "%(n)s writings belong to other values and are left out.",
            lost,
        )
        said = f"{said} {text % {'n': lost}}"
    return _said(request, operation if added else None, said, code)


def _refused(request: UserRequest, error: DomainError, code: str) -> HttpResponse:
    messages.error(request, str(error))
    return redirect("customers:dictionary", code)


def _said(
    request: UserRequest, operation: Operation | None, said: str, code: str, term: DictionaryTerm | None = None
) -> HttpResponse:
    if operation is not None and operation.state == OperationState.DRAFT:
        return redirect("office:operation", operation.pk)
    messages.success(request, said, extra_tags=f"undo:{operation.pk}" if operation else "")
    if term is not None and DictionaryTerm.objects.filter(pk=term.pk, means=None).exists():
        return redirect("customers:dictionary_value", code, term.pk)
    if request.POST.get("back") == "unknown":
        return redirect("customers:dictionary_unknown", code)
    return redirect("customers:dictionary", code)
