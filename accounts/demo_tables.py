"""What becomes of our tables, and of Django's, when the trial ends: demo people go, everybody else stays."""

from accounts.models import Team, User
from core.registries.demo import DemoTables, demo_tables


def register() -> None:
    demo_tables.add(
        DemoTables(
            code="accounts",
            goes=("accounts.notification",),
            sorted_out=(
                "accounts.user",
                "accounts.team",
                "accounts.browsersession",
                "accounts.signinlock",
                "account.emailaddress",
                "account.emailconfirmation",
                "mfa.authenticator",
            ),
            stays=("accounts.role", "accounts.company"),
            sort_out=_demo_people,
            weight=900,  # last: rows that point at them have gone by then
        ),
        DemoTables(
            code="django",
            stays=(
                "auth.permission",
                "auth.group",
                "auth.group_permissions",
                "contenttypes.contenttype",
                "sessions.session",
            ),
        ),
    )


def _demo_people(using: str) -> None:
    """Their sessions end by themselves: nobody stands behind them any more. Teams that one of them leads go too."""
    Team.objects.using(using).filter(lead__is_demo=True).delete()
    User.objects.using(using).filter(is_demo=True).delete()
