"""How calls and meetings end: the list an administrator keeps, and what begins in it."""

from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from interactions.log.choices import InteractionKind
from interactions.log.models import Outcome

K = InteractionKind
CALLS = f",{K.CALL},"
TALKS = f",{K.CALL},{K.MEETING},{K.VISIT},{K.MESSENGER},"


def ensure_outcomes(*, using: str, apps: Apps | None = None, **_signal: object) -> None:
    """Make the first list of an empty base; what an administrator changed or put away stays as it is.

    `apps` is the schema a migration arrived at, None after a flush; in an older one there is no table.
    """
    if apps and not _knows_outcomes(apps):
        return
    with translation.override(settings.LANGUAGE_CODE):
        for weight, (code, values) in enumerate(_built_in().items(), 1):
            Outcome.objects.using(using).get_or_create(code=code, defaults={**values, "weight": weight * 10})


def _knows_outcomes(apps: Apps) -> bool:
    try:
        return {field.name for field in apps.get_model("interactions.Outcome")._meta.concrete_fields} == {
            field.name for field in Outcome._meta.concrete_fields
        }
    except LookupError:
        return False


def _built_in() -> dict[str, dict[str, Any]]:
    return {
        "reached": {"name": pgettext("outcome", "Talked"), "kinds": CALLS},
        "silent": {"name": pgettext("outcome", "No answer"), "kinds": CALLS},
        "call_back": {"name": pgettext("outcome", "Call back"), "kinds": CALLS, "needs_next": True},
        "agreed": {"name": pgettext("outcome", "Agreed"), "kinds": TALKS, "needs_next": True},
        "thinks": {"name": pgettext("outcome", "Will think it over"), "kinds": TALKS, "needs_next": True},
        "refused": {"name": pgettext("outcome", "Refused"), "kinds": TALKS},
        "do_not_call": {"name": pgettext("outcome", "Do not call"), "kinds": CALLS, "effect": "do_not_call"},
    }
