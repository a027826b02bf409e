"""Steps that no lower package answers for."""

from django.utils.translation import gettext_lazy as _

from accounts import company
from accounts.models import User
from core.registries.first_steps import FirstStep, first_steps
from customers.models import Customer
from office.backups import keeping

FEW = 2
"""Somebody besides the administrator."""


def register() -> None:
    """Add them."""
    for step in (
        FirstStep(
            code="own", label=_("Begin your own base"), url_name="office:start", weight=10, done=_is_own,
            about=_("The invented clients go, the program stays."),
        ),
        FirstStep(
            code="company", label=_("Tell about the company"), url_name="office:company", weight=20, done=_has_a_name,
            about=_("Its name, time zone and currency stand on pages, in letters and in files."),
        ),
        FirstStep(
            code="people", label=_("Call people in"), url_name="office:users", weight=30, done=_has_people,
            about=_("A role decides whose clients a person sees and what he may do."),
        ),
        FirstStep(
            code="base", label=_("Bring your clients"), url_name="imports:new", weight=40, done=_has_clients,
            about=_("Excel, CSV or another program’s export: each row is shown before it is written."),
        ),
        FirstStep(
            code="backups", label=_("Look at the backups"), url_name="office:backups", weight=90, done=_has_a_backup,
            about=_("They are made each night; copy them to another machine."),
        ),
    ):  # fmt: skip
        first_steps.add(step)


def _is_own() -> bool:
    return not company.current().is_demo


def _has_a_name() -> bool:
    return bool(company.current().name) and _is_own()


def _has_people() -> bool:
    people = User.objects.filter(is_active=True, is_demo=False, is_system=False)
    return len(people.values_list("pk", flat=True)[:FEW]) == FEW


def _has_clients() -> bool:
    return _is_own() and Customer.objects.exists()


def _has_a_backup() -> bool:
    return bool(keeping.kept())
