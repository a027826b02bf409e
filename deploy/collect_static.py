"""Collects static files before the containers of a new image start, as `up` does by itself.

DJANGO_SETTINGS_MODULE=crm.settings python -m deploy.collect_static
"""

import django

django.setup()

from crm.supervisor.static_files import collect_if_changed  # noqa: E402  # needs settings

collect_if_changed()
