"""Every answer of the gate: its verdict, words and law, in the order in which they are asked for (rule G-1)."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Verdict(StrEnum):
    """What becomes of the message."""

    ALLOW = "allow"
    DEFER = "defer"
    DENY = "deny"


@dataclass(frozen=True)
class Code:
    """One answer."""

    verdict: Verdict
    words: str | Promise
    law: str | Promise


ALLOW, DEFER, DENY = Verdict.ALLOW, Verdict.DEFER, Verdict.DENY
OWN_RULE = _("rule of the company")
PD, ADS, NETWORKS = _("152-FZ, article 15"), _("38-FZ, article 18, part 1"), _("126-FZ, article 44.1")

OK = "ok"
CODES: dict[str, Code] = {
    OK: Code(ALLOW, _("May be sent"), ""),
    # Alive and not blocked.
    "no_customer": Code(DENY, _("There is no such client"), OWN_RULE),
    "erased": Code(DENY, _("The client’s data are erased"), _("152-FZ, article 21, part 5")),
    "blocked": Code(DENY, _("The client demanded to stop using his data"), _("152-FZ, article 21, parts 1 and 5.1")),
    "blocked_ads": Code(
        DENY, _("The client demanded to stop advertising"), _("152-FZ, article 15, part 2; 38-FZ, article 18")
    ),
    "archived": Code(DENY, _("The card is in the archive"), OWN_RULE),
    # The contact.
    "no_point": Code(DENY, _("The client has no such contact"), OWN_RULE),
    "point_archived": Code(DENY, _("The contact was taken off the card"), OWN_RULE),
    "wrong_kind": Code(DENY, _("This channel does not reach such a contact"), OWN_RULE),
    "point_invalid": Code(DENY, _("The contact does not work"), OWN_RULE),
    "point_wrong": Code(DENY, _("The contact belongs to somebody else"), PD),
    "point_refused": Code(DENY, _("The client asked not to use this contact"), ADS),
    # Values nobody writes to.
    "suppressed": Code(DENY, _("Nothing is sent to this contact"), ADS),
    "suppressed_ads": Code(DENY, _("No advertising is sent to this contact"), ADS),
    # The channel.
    "no_channel": Code(DENY, _("There is no such channel"), OWN_RULE),
    "channel_closed": Code(DENY, _("The channel is closed for all messages"), OWN_RULE),
    "channel_no_ads": Code(DENY, _("This channel may not carry advertising"), _("38-FZ, article 5, part 10.7")),
    # The consents: to the use of data, then to advertising.
    "no_consent": Code(DENY, _("No consent to the use of data for this purpose"), PD),
    "consent_pending": Code(DENY, _("The consent to the use of data is not confirmed yet"), PD),
    "consent_withdrawn": Code(DENY, _("The consent to the use of data is withdrawn"), _("152-FZ, article 9, part 2")),
    "consent_expired": Code(DENY, _("The consent to the use of data has run out"), PD),
    "no_ads_consent": Code(DENY, _("No consent to advertising by this channel"), ADS),
    "ads_consent_pending": Code(DENY, _("The consent to advertising is not confirmed yet"), ADS),
    "ads_consent_withdrawn": Code(DENY, _("The consent to advertising is withdrawn"), ADS),
    "ads_consent_expired": Code(DENY, _("The consent to advertising has run out"), ADS),
    # The text it was given under.
    "document_void": Code(
        DENY, _("A new text of the consent asks everybody to agree anew"), _("152-FZ, article 9, part 1")
    ),
    # A person answers for it.
    "not_approved": Code(DENY, _("No person has approved the message"), _("38-FZ, article 18, part 2")),
    # Who carries it.
    "no_processor": Code(DENY, _("Whoever carries the message is not in the register"), _("152-FZ, article 6, part 3")),
    "processor_ended": Code(
        DENY, _("The contract with whoever carries the message has ended"), _("152-FZ, article 6, part 3")
    ),
    "processor_purpose": Code(
        DENY, _("Whoever carries the message has no order for this purpose"), _("152-FZ, article 6, part 3")
    ),
    "processor_abroad": Code(DENY, _("Whoever carries the message is abroad"), _("152-FZ, article 18, part 5")),
    # When.
    "quiet_hours": Code(DEFER, _("It is not the time for messages where the client lives"), OWN_RULE),
    "no_hours": Code(DENY, _("There is no hour at which such a message may come: tell the client’s zone"), OWN_RULE),
    # How often.
    "often_day": Code(DEFER, _("Enough messages of this kind for a day"), OWN_RULE),
    "often_week": Code(DEFER, _("Enough messages of this kind for a week"), OWN_RULE),
    "often_month": Code(DEFER, _("Enough messages of this kind for a month"), OWN_RULE),
    "often_gap": Code(DEFER, _("Too soon after the last message of this kind"), OWN_RULE),
    "often_all": Code(DEFER, _("Enough messages by all channels together"), OWN_RULE),
    # What it must carry.
    "no_sender": Code(DENY, _("The message does not say who it comes from"), NETWORKS),
    "no_unsubscribe": Code(DENY, _("The message offers no way to refuse further ones"), ADS),
}


def code_of(status: str, *, ads: bool) -> str:
    """The answer to a consent that is not given: `none`, `pending`, `withdrawn`, `expired`."""
    return f"no_{'ads_' if ads else ''}consent" if status == "none" else f"{'ads_' if ads else ''}consent_{status}"
