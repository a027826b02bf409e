"""What a person reads of a cell: where each code means something, and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.cells import sentences

TEXTS: dict[str, Promise] = {
    "control_characters": _("Characters that cannot be shown were removed."),
    "cut": _("The text is longer than the field: %(length)s characters, the first %(most)s were kept."),
    "broken_formula": _("The formula in this cell gave an error, there is no value to read."),
    "put_right": _("Written as “%(fix)s”."),
    "not_a_date": _("“%(raw)s” is not a date. Write it as 31.12.1987."),
    "not_a_moment": _("“%(raw)s” is not a date."),
    "no_client": _("The row names no client: neither an id, nor a phone, e-mail or INN."),
    "no_such_day": _("There is no such day: “%(raw)s”."),
    "date_without_year": _("“%(raw)s” has no year. Write it as 31.12.1987."),
    "date_of_two_readings": _(
        "The column holds both day/month and month/day, so “%(raw)s” can be read in two ways. Write it as 31.12.1987."
    ),
    "short_year": _("The year was written with two digits; read as %(fix)s."),
    "birth_in_future": _("Born on %(day)s: this day has not come yet."),
    "birth_too_long_ago": _("Born on %(day)s: more than %(years)s years ago."),
    "sex_not_known": _("“%(raw)s” does not tell the sex. Write “m” or “f”, or say what it means in the mapping."),
    "kind_not_known": _("“%(raw)s” is neither a person nor a company. Say what it means in the mapping."),
    "not_an_inn": _("“%(raw)s” is not an INN: it has digits only."),
    "inn_length": _("An INN has 10 or 12 digits, this one has %(digits)s."),
    "inn_check": _("The check digits of this INN do not match: there is a slip in it."),
    "not_a_kpp": _("“%(raw)s” is not a KPP: it has 9 characters."),
    "not_an_ogrn": _("“%(raw)s” is not an OGRN: 13 or 15 digits, the last of which checks the others."),
    "not_a_bik": _("“%(raw)s” is not a BIC: it has 9 digits."),
    "not_an_account": _("“%(raw)s” is not an account: it has 20 digits."),
    "account_of_another_bank": _("The account “%(raw)s” does not match the BIC: there is a slip in one of them."),
    "corr_account_of_another_bank": _(
        "The correspondent account “%(raw)s” does not match the BIC: there is a slip in one of them."
    ),
    "channel_not_known": _("“%(raw)s” is not a channel we know. Say what it means in the mapping."),
    "zone_not_known": _("“%(raw)s” is not a time zone. Write its name, such as Asia/Omsk, or a large city."),
    "zero_came_back": _("A leading zero was lost; read as %(fix)s."),
    "digits_lost": _(
        "A spreadsheet has rounded this number (%(raw)s), its digits cannot be recovered. Make the column a text column"
        " and save the file again."
    ),
    "phone_digits_lost": _(
        "A spreadsheet has rounded this phone number (%(raw)s), its digits cannot be recovered. Make the column a text"
        " column and save the file again."
    ),
    "not_a_phone": _("“%(part)s” is not a phone number."),
    "not_a_phone_of_several": _("Among the numbers of the cell “%(part)s” is not a phone number."),
    "impossible_phone": _("There can be no such number: “%(part)s”. Is a digit or the city code missing?"),
    "impossible_phone_of_several": _(
        "Among the numbers of the cell there can be no such number: “%(part)s”. Is a digit or the city code missing?"
    ),
    "phone_is_email": _("“%(part)s” is an e-mail address, and the column is of phones."),
    "masked": _("“%(raw)s” is what is shown instead of a closed value: the value itself is not in the file."),
    "email_typo": _("Perhaps a slip: did you mean %(fix)s?"),
    "email_comma": _("A comma instead of a dot: did you mean %(fix)s?"),
    "email_without_at": _("“%(part)s” is not an e-mail address: there is no “@”."),
    "not_an_email": _("“%(part)s” is not an e-mail address."),
    "not_a_nick": _("“%(part)s” is neither a name nor a link of this messenger."),
    "not_a_site": _("“%(part)s” is not an address of a site."),
    "too_many_tags": _("A client has at most %(most)s tags; here are %(count)s, the first were kept."),
    "too_many_in_cell": _("The cell holds %(count)s numbers or addresses; the first %(most)s were read."),
    "responsible_unknown": _("Nobody of ours is called “%(raw)s”. Choose in the mapping who is meant."),
    "responsible_of_several": _("Several of ours are called “%(raw)s”. Choose in the mapping who is meant."),
    "not_a_choice": _("“%(raw)s” is not one of the values of this field."),
}


def register() -> None:
    """Add the sentences of clients' cells."""
    sentences.update(TEXTS)
