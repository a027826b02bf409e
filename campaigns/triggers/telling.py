"""What a trigger does, in a sentence."""

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.models import Trigger
from campaigns.triggers import dates
from campaigns.triggers.choices import OF_SILENCE, Again, Event


def sentence(trigger: Trigger) -> str:
    """What sets it off, and when it goes."""
    said = {"event": _event(trigger), "when": _when(trigger)}
    if trigger.event in OF_SILENCE:
        return said["event"]
    return pgettext("trigger", "%(event)s: %(when)s") % said


def again(trigger: Trigger) -> str:
    """Whether the same client gets it again."""
    if trigger.again != Again.DAYS:
        return str(trigger.get_again_display())
    days = trigger.again_days
    return ngettext("At most once in %(days)s day", "At most once in %(days)s days", days) % {"days": days}


def _event(trigger: Trigger) -> str:
    days = trigger.days
    if trigger.event == Event.NO_PURCHASE:
        return ngettext("No purchase for %(days)s day", "No purchase for %(days)s days", days) % {"days": days}
    if trigger.event == Event.NO_TOUCH:
        return ngettext("No touch for %(days)s day", "No touch for %(days)s days", days) % {"days": days}
    if trigger.event == Event.DATE:
        return dates.label(trigger.field) if trigger.field else _("a date, not chosen yet")
    if trigger.of_segment:
        name = trigger.segment.name if trigger.segment is not None else _("a segment, not chosen yet")
        said = _("Entered “%(name)s”") if trigger.event == Event.ENTERED else _("Left “%(name)s”")
        return said % {"name": name}
    what = trigger.product or trigger.category
    if what is None:
        return str(trigger.get_event_display())
    return pgettext("trigger", "%(event)s (%(what)s)") % {"event": trigger.get_event_display(), "what": what}


def _when(trigger: Trigger) -> str:
    days = trigger.days
    if trigger.event == Event.DATE:
        clock = time_format(trigger.clock, "H:i")
        if not days:
            return _("on the day, at %(clock)s of the client’s clock") % {"clock": clock}
        said = (
            ngettext("%(days)s day before, at %(clock)s", "%(days)s days before, at %(clock)s", -days)
            if days < 0
            else ngettext("%(days)s day after, at %(clock)s", "%(days)s days after, at %(clock)s", days)
        )
        return said % {"days": abs(days), "clock": clock}
    return ngettext("after %(days)s day", "after %(days)s days", days) % {"days": days} if days else _("at once")
