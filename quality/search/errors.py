"""What a search may be refused for."""

from django.utils.translation import gettext as _

from core.errors import DomainError


class SearchRunsError(DomainError):
    """Somebody searches already: two at once would write the same pairs."""

    def __init__(self) -> None:
        super().__init__(_("A search for duplicates is running already."), code="running")
