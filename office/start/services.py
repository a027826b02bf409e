"""One confirmed act: the company named, its first administrator made, everything of the demo removed."""

from dataclasses import dataclass

from django.db import OperationalError, connections, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import journal
from accounts import company
from accounts.links import password_link
from accounts.models import Company, User
from accounts.models.company import ONLY
from accounts.models.people import ADMIN
from accounts.services import create_user, role_by_code
from core import per_request
from core.db import OWNER
from core.errors import DomainError
from core.registries.demo import demo_tables
from office.start import counting

WAIT_SECONDS = 15
"""How long the act waits for those who are reading or writing clients just now."""


@dataclass(frozen=True)
class Wish:
    """What was typed. `password` None: the administrator chooses one by an invitation link."""

    company_name: str
    confirmation: str
    email: str
    password: str | None = None
    first_name: str = ""
    last_name: str = ""
    remove_own: bool = False
    """Whether rows that people added to the demo themselves go too."""


@dataclass(frozen=True)
class Started:
    """What was done."""

    admin: User
    invite_url: str | None
    removed: dict[str, int]


def start_own_base(wish: Wish, *, by: User) -> Started:
    """Raises DomainError: `not_demo`, `name`, `confirmation`, `own_rows`, `busy`, and those of create_user.

    Only the owner's role may empty tables, so that part has a transaction of its own, committed last but one: the
    journal, the name and the administrator are written before it and are kept only if it succeeds.
    """
    name = " ".join(wish.company_name.split())
    seen = counting.preview()
    _refuse_what_is_wrong(wish, name, seen)
    with transaction.atomic():
        standing = Company.objects.select_for_update(no_key=True).get(pk=ONLY)
        if not standing.is_demo:
            raise DomainError(_("This base is the company’s own already."), code="not_demo")
        admin = _administrator(wish, by=by)
        company.change(by=by, name=name)
        Company.objects.filter(pk=ONLY).update(demo=None)
        per_request.forget()
        details = {"removed": seen.removed, "admin": admin.pk}
        journal.record("base.own", by=by, object_type="accounts.company", object_id=ONLY, details=details)
        _empty()
    return Started(admin, None if admin.has_usable_password() else password_link(admin), seen.removed)


def _refuse_what_is_wrong(wish: Wish, name: str, seen: counting.Preview) -> None:
    if not company.current().is_demo:
        raise DomainError(_("This base is the company’s own already."), code="not_demo")
    if not name:
        raise DomainError(_("Type the name of the company."), code="name")
    if " ".join(wish.confirmation.split()).casefold() != name.casefold():
        raise DomainError(
            _("Type the name of the company once more, exactly so: %(name)s") % {"name": name}, code="confirmation"
        )
    if seen.own and not wish.remove_own:
        told = ngettext(
            "People have added %(count)d client to the trial by hand. Say that it may go too.",
            "People have added %(count)d clients to the trial by hand. Say that they may go too.",
            seen.own,
        )
        raise DomainError(told % {"count": seen.own}, code="own_rows")


def _administrator(wish: Wish, *, by: User) -> User:
    """A new one; or a person made by hand who is an administrator already."""
    person = User.objects.select_related("role").filter(email=wish.email.strip().lower(), is_demo=False).first()
    if person is not None and person.is_active and not person.is_system and person.role.code == ADMIN:
        return person
    return create_user(
        email=wish.email,
        role=role_by_code("admin"),
        by=by,
        password=wish.password,
        first_name=wish.first_name,
        last_name=wish.last_name,
    )


def _empty() -> None:
    connection = connections[OWNER]
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in counting.emptied())
    try:
        with transaction.atomic(using=OWNER), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{WAIT_SECONDS}s"])
            cursor.execute(f"TRUNCATE {tables}")
            for entry in demo_tables:
                if entry.sort_out:
                    entry.sort_out(OWNER)
    except OperationalError as error:
        told = _("Somebody is working with the clients just now, so nothing was removed. Try again in a minute.")
        raise DomainError(told, code="busy") from error
