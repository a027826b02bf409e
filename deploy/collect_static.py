"""Collects static files before the web servers of a new version start, as `up` does by itself.

python -m deploy.collect_static
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
django.setup()

from crm.supervisor.static_files import collect_if_changed  # noqa: E402  # needs settings

collect_if_changed()
