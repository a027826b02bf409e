"""Who works in the base, for which company, and what each is told."""

from accounts.models.company import Company, Currency
from accounts.models.notification import MailState, Notification
from accounts.models.people import Density, Language, Role, Team, Theme, User, UserManager, validate_time_zone
from accounts.models.security import BrowserSession, SignInLock

__all__ = [
    "BrowserSession",
    "Company",
    "Currency",
    "Density",
    "Language",
    "MailState",
    "Notification",
    "Role",
    "SignInLock",
    "Team",
    "Theme",
    "User",
    "UserManager",
    "validate_time_zone",
]
