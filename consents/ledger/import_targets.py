"""What a table of clients may say of consents: `consent.<purpose>.<channel>`, with source, date and basis; refusals.

A yes grants only together with the three and the file itself (rule C-5); a no, and a refusal that another program has
kept, withdraws by itself.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consents.choices import ADVERTISING, MARKETING, Basis
from consents.documents.builtin import PURPOSES
from consents.ledger import import_words as words
from consents.ledger.fields import LABELS, REACHED
from consents.words import CHANNELS
from core.cells import CellCleaner, Cleaned, left_out, sentences
from core.registries.fields import FieldType
from core.registries.import_targets import MoreTargets, Target, more_targets
from customers.cells import dates
from customers.cells.text import plain, says_nothing, tidy

PREFIX = "consent."
SOURCE, DATE, BASIS = "consent.source", "consent.date", "consent.basis"
REFUSAL = "consent.refusal."
ALL = "all"
YES, NO = "yes", "no"
GROUP = _("Consents")
LONGEST = 300


def register() -> None:
    """Offer the targets, and the sentences of their cells."""
    more_targets.add(MoreTargets(code="consents", entity="customers", targets=targets))
    sentences.update({"consent_unknown": _("“%(raw)s” is neither yes nor no: nothing is granted by it.")})


def targets() -> Mapping[str, Target]:
    """The proof, the consents, the refusals."""
    found = [
        Target(code=SOURCE, label=_("Consent: source"), type=FieldType.TEXT, group=GROUP, headings=words.SOURCE,
               cleaner=CellCleaner(plain(LONGEST))),
        Target(code=DATE, label=_("Consent: date"), type=FieldType.DATE, group=GROUP, headings=words.DATE,
               cleaner=CellCleaner(prepare=dates_prepared, dated=dates.days)),
        Target(code=BASIS, label=_("Consent: basis"), type=FieldType.TEXT, group=GROUP, headings=words.BASIS,
               cleaner=CellCleaner(plain(LONGEST))),
        *(_grant(purpose, channel) for purpose in _purposes() for channel in REACHED),
        *(_refusal(channel) for channel in (*REACHED, ALL)),
    ]  # fmt: skip
    return {target.code: target for target in found}


def told_by(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of consents, as it is written; empty when it says nothing."""
    asked: dict[str, str] = {}
    for code, value in values.items():
        if not code.startswith(PREFIX) or value not in (YES, NO):
            continue
        purpose, _dot, channel = code.removeprefix(PREFIX).partition(".")
        if purpose == "refusal":
            if value == YES:
                refused = REACHED if channel == ALL else (channel,)
                asked |= {f"{one}.{each}": NO for one in (MARKETING, ADVERTISING) for each in refused}
        elif asked.get(f"{purpose}.{channel}") != NO:
            asked[f"{purpose}.{channel}"] = str(value)
    if not asked:
        return {}
    proof = {code.removeprefix(PREFIX): str(values[code]) for code in (SOURCE, DATE, BASIS) if values.get(code)}
    return {"asked": asked, **proof}


def refused_by(values: Mapping[str, Any]) -> list[str]:
    """What a row refuses, as «purpose.channel»; empty when it refuses nothing."""
    return [what for what, said in told_by(values).get("asked", {}).items() if said == NO]


def says_consent(codes: object) -> bool:
    """Whether any of these targets is about consents."""
    return any(str(code).startswith(PREFIX) for code in codes)  # type: ignore[attr-defined]


def dates_prepared() -> Any:
    """A reader of days, for one cell alone."""
    from accounts import company

    return dates.days(company.today())


def _purposes() -> list[str]:
    """Those that rest on consent; asked where there is no database yet, too."""
    return [code for code, values in PURPOSES.items() if values.get("basis", Basis.CONSENT) == Basis.CONSENT]


def _grant(purpose: str, channel: str) -> Target:
    label = LABELS.get(purpose) or format_lazy("{purpose}: {{channel}}", purpose=_purpose_name(purpose))
    return Target(
        code=f"{PREFIX}{purpose}.{channel}",
        label=format_lazy(label, channel=CHANNELS[channel]),
        type=FieldType.TEXT,
        group=GROUP,
        headings=words.GRANTS.get(purpose, {}).get(channel, ()),
        cleaner=CellCleaner(read_answer),
        is_seldom=purpose not in LABELS or channel not in words.COMMON,
    )


def _name_of(purpose: str) -> str:
    return str(PURPOSES[purpose]["name_ru" if (get_language() or "ru").startswith("ru") else "name_en"])


_purpose_name = lazy(_name_of, str)


def _refusal(channel: str) -> Target:
    where = CHANNELS.get(channel, _("everything"))
    return Target(
        code=f"{REFUSAL}{channel}",
        label=format_lazy(_("Refusal of advertising: {channel}"), channel=where),
        type=FieldType.TEXT,
        group=GROUP,
        headings=words.REFUSALS.get(channel, ()),
        cleaner=CellCleaner(read_refusal),
        is_seldom=channel not in (*words.COMMON, ALL),
    )


def read_answer(text: str) -> Cleaned:
    """Yes or no."""
    tidied, notes = tidy(text)
    said = words.answer(tidied)
    if said is None:
        return Cleaned(None, notes) if says_nothing(tidied) else left_out("consent_unknown")
    return Cleaned(YES if said else NO, notes)


def read_refusal(text: str) -> Cleaned:
    """Yes where the person has refused; nothing where he has not: that he did not is no consent."""
    tidied, notes = tidy(text)
    said = words.refusal(tidied)
    if said is None and not says_nothing(tidied):
        return left_out("consent_unknown")
    return Cleaned(YES if said else None, notes)
