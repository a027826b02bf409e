"""Which reader serves which field of the catalogue; a field without one is not brought in from tables."""

from django.utils import timezone

from core.cells import CellCleaner, Read
from customers.cells.contacts import read_emails, read_phones
from customers.cells.dates import birth_dates
from customers.cells.keys import read_tags, responsible_reader
from customers.cells.names import read_city, read_kind, read_name_part, read_sex, read_whole_name
from customers.cells.nicks import READERS
from customers.cells.numbers import read_external_id, read_inn, read_kpp
from customers.cells.papers import read_account, read_bik, read_channel, read_ogrn, read_zone
from customers.cells.text import plain
from customers.models.customer import LONGEST_NOTE


def _birth_dates() -> Read:
    return birth_dates(timezone.localdate())


CLEANERS = {
    "full_name": CellCleaner(read_whole_name),
    "kind": CellCleaner(read_kind),
    "last_name": CellCleaner(read_name_part),
    "first_name": CellCleaner(read_name_part),
    "middle_name": CellCleaner(read_name_part),
    "birth_date": CellCleaner(prepare=_birth_dates, dated=birth_dates),
    "sex": CellCleaner(read_sex),
    "phone": CellCleaner(read_phones),
    "email": CellCleaner(read_emails),
    **{kind: CellCleaner(read) for kind, read in READERS.items()},
    "city": CellCleaner(read_city),
    "address": CellCleaner(plain(500)),
    "company": CellCleaner(plain(300)),
    "position": CellCleaner(plain(200)),
    "inn": CellCleaner(read_inn),
    "kpp": CellCleaner(read_kpp),
    "legal_name": CellCleaner(plain(500)),
    "legal_form": CellCleaner(plain(100)),
    "industry": CellCleaner(plain(100)),
    "ogrn": CellCleaner(read_ogrn),
    "legal_address": CellCleaner(plain(500)),
    "director": CellCleaner(plain(200)),
    "accountant": CellCleaner(plain(200)),
    "working_hours": CellCleaner(plain(200)),
    "bik": CellCleaner(read_bik),
    "account": CellCleaner(read_account),
    "bank": CellCleaner(plain(200)),
    "corr_account": CellCleaner(read_account),
    "salutation": CellCleaner(plain(100)),
    "channel": CellCleaner(read_channel),
    "best_time": CellCleaner(plain(200)),
    "time_zone": CellCleaner(read_zone),
    "language": CellCleaner(plain(50)),
    "family": CellCleaner(plain(500)),
    "interests": CellCleaner(plain(1000)),
    "preferences": CellCleaner(plain(1000)),
    "source": CellCleaner(plain(100)),
    "responsible": CellCleaner(prepare=responsible_reader),
    "tags": CellCleaner(read_tags),
    "note": CellCleaner(plain(LONGEST_NOTE, lines=True)),
    "external_id": CellCleaner(read_external_id),
}
