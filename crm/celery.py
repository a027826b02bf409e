"""Celery only wakes work up; what is due and what runs stands in PostgreSQL (architecture, section 4 «Jobs»)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

app = Celery("kartoteka")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
app.conf.beat_schedule = {
    "tick": {"task": "crm.jobs.tick", "schedule": 60.0, "options": {"expires": 55}},
}
