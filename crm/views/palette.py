"""What the command palette finds beside sections and commands, which stand in the page itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from accounts.limits import limited
from core.registries.search import SearchHit, search_sources

SHORTEST = 2
LONGEST = 200
HITS_OF_A_SOURCE = 6


@require_POST
@never_cache
@limited("search")
def search(request: UserRequest) -> HttpResponse:
    """Hits by source, as a fragment. By POST: a name or a phone must not stay in addresses and logs."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    found = _ask(request, text) if len(text) >= SHORTEST else []
    return render(request, "ui/palette_found.html", {"found": found})


def _ask(request: UserRequest, text: str) -> list[tuple[str, list[SearchHit]]]:
    """Only sources the reader may use; each shows only what he may see."""
    allowed = [source for source in search_sources if not source.permission or request.user.has(source.permission)]
    answers = [(str(source.label), source.find(request, text, HITS_OF_A_SOURCE)) for source in allowed]
    return [(label, hits) for label, hits in answers if hits]
