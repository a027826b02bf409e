"""Headings of the form of a card: twenty boxes in a row are read by nobody."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.models import Customer

TALK = pgettext_lazy("section of the form", "How to talk")
WORK = pgettext_lazy("section of the form", "Our work")
PERSON = {
    pgettext_lazy("section of the form", "Address and work"): ("city", "address", "company", "position", "inn"),
    TALK: ("salutation", "channel", "best_time", "time_zone", "language"),
    pgettext_lazy("section of the form", "About the person"): ("family", "interests", "preferences"),
    WORK: ("source", "responsible", "note"),
}
COMPANY = {
    _("Company details"): ("inn", "kpp", "legal_name", "legal_form", "industry", "ogrn", "legal_address"),
    pgettext_lazy("section of the form", "Heads"): ("director", "accountant"),
    _("Bank"): ("bik", "bank", "account", "corr_account"),
    TALK: ("working_hours", "salutation", "channel", "best_time", "time_zone", "language", "preferences"),
    WORK: ("source", "responsible", "note"),
}


def headings(customer: Customer) -> Mapping[str, str | Promise]:
    """Under which heading a box stands; the name and what goes with it need none."""
    sections = COMPANY if customer.is_company else PERSON
    return {code: heading for heading, codes in sections.items() for code in codes}
