"""What the guide tells of, in the order of a newcomer's way, and which pages of the product each topic helps with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """`pages`: beginnings of names of addresses, such as `customers:`; the longest that fits wins."""

    code: str
    icon: str
    pages: tuple[str, ...] = ()


TOPICS = (
    Topic("start", "flag", ("office:start",)),
    Topic("today", "sun", ("desk:", "tasks:", "home")),
    Topic("clients", "users", ("customers:list", "customers:walk", "listing:")),
    Topic("card", "user", ("customers:", "scores:", "interactions:", "consents:customer")),
    Topic("import", "file-import", ("imports:", "listing:export", "office:exports")),
    Topic(
        "order",
        "copy",
        (
            "duplicates:", "quality:", "customers:standard", "customers:repair", "customers:tag_",
            "customers:dictionar", "office:field",
        ),
    ),
    Topic("sales", "shopping-bag", ("sales:",)),
    Topic("reports", "chart-pie", ("reports:", "score_settings:")),
    Topic("segments", "filter", ("segments:",)),
    Topic("consents", "shield-check", ("consents:", "requests:", "consent_forms:", "confirmations:")),
    Topic("messages", "mail", ("letters:", "messages:", "gateways:", "outbox:")),
    Topic("campaigns", "send", ("campaigns:", "campaign_results:")),
    Topic("office", "settings", ("office:",)),
    Topic("keys", "keyboard"),
)  # fmt: skip


def topic(code: str) -> Topic:
    """Raises LookupError."""
    try:
        return next(one for one in TOPICS if one.code == code)
    except StopIteration:
        raise LookupError(code) from None


def topic_for(page: str) -> Topic | None:
    """The topic of a page by the name of its address; None where the guide has nothing of its own to say."""
    found = [(len(start), one) for one in TOPICS for start in one.pages if page.startswith(start)]
    return max(found, key=lambda pair: pair[0])[1] if found else None
