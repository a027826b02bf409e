"""What a person reads of a row as a whole."""

from django.utils.translation import gettext_lazy as _

from core.cells import sentences


def register() -> None:
    """Add the sentences of rows."""
    sentences.update(
        {
            "beyond_headings": _("Cells beyond the last heading were not brought in: %(raw)s."),
            "nothing_to_know_by": _(
                "The row has neither a name nor a phone, e-mail, INN or id: there is nobody to bring in."
            ),
            "company_has_none": _("The row tells of a company, and only a person has this: “%(raw)s” was left out."),
            "company_by_name": _("No name of a person, so the row is taken as the company “%(fix)s”."),
            "told": "%(text)s",
            "client_unknown": _(
                "There is no client “%(raw)s” among those you see: give his external id, INN, phone or e-mail."
            ),
            "clients_several": _("“%(raw)s” may be several clients: give what only one of them has."),
        }
    )
