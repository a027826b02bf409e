"""While a text is written: what is wrong with it, how long it is, how it will look, and for whom to look."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from customers.models import Customer
from customers.search.finding import clients, find
from messaging.choices import Carrier
from messaging.letters import previews, variables
from messaging.letters.forms import LookForm
from messaging.letters.rendering import Rendered, source_of
from messaging.letters.signatures import signature_of
from messaging.letters.views import found, reader
from messaging.models import Gateway, TemplateVersion

CANDIDATES = 6
LATEST = 5


@require_POST
@never_cache
def look(request: UserRequest) -> HttpResponse:
    """Problems with their places; of an SMS its parts and their price. Nothing is saved."""
    reader(request)
    form = LookForm(request.POST)
    if not form.is_valid():
        return render(request, "messaging/letters/look.html", {"form": form}, status=422)
    source = form.source("")
    problems = previews.problems_of(source, request.user) if source.body or source.subject else []
    made = Rendered() if problems or not source.body else previews.rendered(source, request.user, _customer(form))
    context = {
        "problems": problems,
        "fault": made.fault,
        "empty": names_of(made.empty),
        "count": previews.counted(made, source.channel) if source.body and not problems else None,
        "gateway": Gateway.objects.default_of(Carrier.SMS) if source.channel == Carrier.SMS else None,
    }
    return render(request, "messaging/letters/look.html", context)


@require_POST
@never_cache
def preview(request: UserRequest) -> HttpResponse:
    """How what is being written will look, for the frame."""
    reader(request)
    form = LookForm(request.POST)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return previews.answer(Rendered(fault=said))
    made = previews.rendered(form.source(signature_of(request.user)), request.user, _customer(form))
    return previews.answer(made, as_text=request.POST.get("as") == "text")


@require_safe
@never_cache
def version_preview(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """A saved version, for the frame; `?customer=` for whom."""
    template = found(request, pk)
    version = get_object_or_404(TemplateVersion.objects.select_related("template"), template=template, number=number)
    asked = request.GET.get("customer", "")
    if asked and not (asked.isdecimal() and len(asked) < 19):
        raise Http404
    source = source_of(version, signature=signature_of(request.user))
    made = previews.rendered(source, request.user, int(asked) if asked else None)
    return previews.answer(made, as_text=request.GET.get("as") == "text")


@require_safe
@never_cache
def whom(request: UserRequest) -> HttpResponse:
    """Clients to look at the text for: found by words, or the latest."""
    reader(request)
    asked = request.GET.get("q", "").replace("\0", "").strip()[:100]
    if asked:
        people = [one for _hit, one in clients(request.user, find(request.user, asked, CANDIDATES).hits)]
    else:
        people = list(Customer.objects.visible_to(request.user).order_by("-pk")[:LATEST])
    return render(request, "messaging/letters/whom.html", {"people": people, "q": asked})


def names_of(codes: tuple[str, ...]) -> list[str]:
    """What variables are called."""
    known = [variables.named(code) for code in codes]
    return [str(one.label) for one in known if one is not None and one.code != variables.GREETING]


def _customer(form: LookForm) -> int | None:
    chosen: int | None = form.cleaned_data["customer"]
    return chosen
