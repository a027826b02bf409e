"""What the journal keeps of decisions on duplicates."""

from django.utils.translation import gettext_lazy as _

from core.registries.verbs import Verb, verbs

APART = "quality.apart"
NIGHTS_MERGE, NIGHTS_WAIT = "quality.nights_merge", "quality.nights_wait"


def register() -> None:
    """Name our verbs."""
    verbs.add(
        Verb(
            code=APART,
            sentence=_("Said to be no duplicate of %(others)s other cards: %(object)s"),
            label=_("Said to be no duplicate"),
            tell=lambda details: {"others": details.get("others", "—")},
            icon="users",
        ),
        Verb(code=NIGHTS_MERGE, sentence=_("Sure duplicates are merged every night from now on"), icon="users"),
        Verb(code=NIGHTS_WAIT, sentence=_("Sure duplicates are merged by night no more"), icon="users"),
    )
