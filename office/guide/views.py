"""Help: all topics, one topic, the topic of the page one came from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from office.guide import rendering
from office.guide.topics import TOPICS, Topic, topic, topic_for


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """What the guide tells of."""
    return render(request, "office/guide/contents.html", {"topics": _listed()})


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """A page of it, with the others beside."""
    try:
        found = topic(code)
    except LookupError:
        raise Http404 from None
    place = TOPICS.index(found)
    context = {
        "topic": found,
        "page": rendering.page(found.code, _language()),
        "topics": _listed(),
        "next": _listed()[place + 1] if place + 1 < len(TOPICS) else None,
    }
    return render(request, "office/guide/topic.html", context)


@require_safe
def of_page(request: HttpRequest, name: str) -> HttpResponse:
    """To the topic of that page, or to the contents."""
    found = topic_for(name)
    return redirect("guide:topic", found.code) if found else redirect("guide:contents")


def _listed() -> list[tuple[Topic, str]]:
    return [(one, rendering.page(one.code, _language()).title) for one in TOPICS]


def _language() -> str:
    return (get_language() or "en")[:2]
