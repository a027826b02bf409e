"""Progress of a job, for pages of packages beside the office: `{% load jobs %}{% job_progress run_id %}`."""

from uuid import UUID

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from journal.models import JobRun
from office.jobs.showing import shown

register = template.Library()


@register.simple_tag(takes_context=True)
def job_progress(context: template.Context, job_id: UUID | None) -> SafeString | str:
    """Live until the job ends; nothing when there is none. The page has shown who may see it."""
    run = JobRun.objects.filter(pk=job_id).first() if job_id else None
    if run is None:
        return ""
    return render_to_string("ui/job_progress.html", {"job": shown(run)}, context.get("request"))
