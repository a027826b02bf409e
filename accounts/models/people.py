"""Who works in the base, and in which role."""

from typing import ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission, Scope


class Role(models.Model):
    """A named set of permissions and the scope they reach."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    permissions = ArrayField(models.CharField(max_length=60, choices=Permission), default=list, blank=True)
    scope = models.CharField(_("scope"), max_length=8, choices=Scope, default=Scope.OWN)
    is_built_in = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.CheckConstraint(condition=models.Q(scope__in=Scope.values), name="role_scope_known")]

    def __str__(self) -> str:
        return str(BUILT_IN_NAMES.get(self.code, self.name)) if self.is_built_in else self.name


BUILT_IN_NAMES = {"manager": _("Manager"), "admin": _("Administrator")}


class Theme(models.TextChoices):
    """Empty follows the system."""

    SYSTEM = "", _("As in the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(models.TextChoices):
    """Height of table rows."""

    COMPACT = "compact", _("Compact")
    NORMAL = "normal", _("Normal")
    COSY = "cosy", _("Cosy")


class Language(models.TextChoices):
    """Languages of the interface."""

    RU = "ru", "Русский"
    EN = "en", "English"


def validate_time_zone(value: str) -> None:
    """Raises ValidationError on a name the zone database does not know."""
    if value not in available_timezones():
        raise ValidationError(_("There is no time zone “%(zone)s”."), params={"zone": value}, code="zone")


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in, or the built-in `system` who acts for commands. Never deleted, only deactivated."""

    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="users", verbose_name=_("role"))
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(default=False)
    """Made for the trial; may sign in only while the product is on a loopback host."""
    is_system = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    language = models.CharField(_("language"), max_length=5, choices=Language, default=Language.RU)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Moscow", validators=[validate_time_zone]
    )
    theme = models.CharField(_("theme"), max_length=5, choices=Theme, default=Theme.SYSTEM, blank=True)
    density = models.CharField(_("row height"), max_length=7, choices=Density, default=Density.NORMAL)
    single_keys = models.BooleanField(_("single-key shortcuts"), default=True)
    notice_choices = models.JSONField(default=dict, blank=True)
    """Kind of notification to the list of channels, where the person wants other than the kind's own."""
    session_epoch = models.PositiveIntegerField(default=0)
    """Raised to end every session of this person at once."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case"),
            models.UniqueConstraint(models.F("is_system"), condition=models.Q(is_system=True), name="user_one_system"),
            models.CheckConstraint(condition=models.Q(theme__in=Theme.values), name="user_theme_known"),
            models.CheckConstraint(condition=models.Q(density__in=Density.values), name="user_density_known"),
            models.CheckConstraint(condition=models.Q(language__in=Language.values), name="user_language_known"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """«First Last», or the e-mail while no name is given."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def has(self, permission: Permission | str) -> bool:
        """Whether the person's role holds the permission."""
        return permission in self.role.permissions

    def get_session_auth_hash(self) -> str:
        """Django ends a session whose hash differs: on a new password, or a raised epoch."""
        return self._epoch_hash()

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        return self._epoch_hash(secret)

    def _epoch_hash(self, secret: str | bytes | None = None) -> str:
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()
