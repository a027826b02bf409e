"""Numbers of papers and banks: whether their last digits are what the others say."""

TENS = (7, 1, 3)
"""Weights of an account's digits, over and over."""


def is_zeros(number: str) -> bool:
    """Whether it is filled with zeros only: it passes every check, and is nobody's."""
    return bool(number) and not number.strip("0")


def ogrn_holds(ogrn: str) -> bool:
    """Thirteen digits of an organisation, fifteen of an entrepreneur; the last one is the check."""
    if not ogrn.isascii() or not ogrn.isdigit() or is_zeros(ogrn) or len(ogrn) not in {13, 15}:
        return False
    return int(ogrn[:-1]) % (len(ogrn) - 2) % 10 == int(ogrn[-1])


def account_holds(account: str, bik: str) -> bool:
    """A settlement account of 20 digits against the bank's BIC."""
    return _weighs(bik[-3:] + account) if _are_digits(account, bik) else False


def corr_account_holds(account: str, bik: str) -> bool:
    """A correspondent account of 20 digits against the bank's BIC."""
    return _weighs(f"0{bik[4:6]}{account}") if _are_digits(account, bik) else False


def _are_digits(account: str, bik: str) -> bool:
    whole = account + bik
    return len(account) == 20 and len(bik) == 9 and whole.isascii() and whole.isdigit() and not is_zeros(account)


def _weighs(digits: str) -> bool:
    return sum(int(digit) * TENS[place % 3] for place, digit in enumerate(digits)) % 10 == 0
