"""Who works in the base, and in which role."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission, Scope


class Role(models.Model):
    """A named set of permissions and the scope they reach."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    permissions = ArrayField(models.CharField(max_length=60, choices=Permission), default=list, blank=True)
    scope = models.CharField(_("scope"), max_length=8, choices=Scope, default=Scope.OWN)
    is_built_in = models.BooleanField(default=False)
    field_rights = models.JSONField(default=dict, blank=True, db_default=Value({}, models.JSONField()))
    """Code of a field to what the role may do with it (accounts.field_rights); what is not named is not restricted."""
    needs_second_factor = models.BooleanField(_("needs a second factor"), default=False, db_default=False)
    """Who has the role is led to set one up and enters nothing else before."""

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.CheckConstraint(condition=models.Q(scope__in=Scope.values), name="role_scope_known")]

    def __str__(self) -> str:
        own, label = BUILT_IN_NAMES.get(self.code, ("", ""))
        return str(label) if self.is_built_in and self.name == own else self.name


ADMIN = "admin"
BUILT_IN_NAMES = {
    "manager": ("Manager", _("Manager")),
    "supervisor": ("Supervisor", _("Supervisor")),
    "marketer": ("Marketer", _("Marketer")),
    "privacy": ("Privacy officer", _("Privacy officer")),
    "viewer": ("Viewer", _("Viewer")),
    ADMIN: ("Administrator", _("Administrator")),
}
"""Code of a built-in role to the name it is made with and that name translated; a role renamed since has its own."""


class Team(models.Model):
    """People whose clients their lead sees. A person is in one team at most; a lead may have several."""

    name = models.CharField(_("name"), max_length=80)
    lead = models.ForeignKey(
        "accounts.User",
        verbose_name=_("lead"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [models.UniqueConstraint(Lower("name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name


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
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("team")
    )
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

    @cached_property
    def team_ids(self) -> tuple[int, ...]:
        """The person himself, his team and the teams he leads, in order; those switched off too, who keep clients."""
        theirs = Q(team__lead=self.pk)
        if self.team_id is not None:
            theirs |= Q(team=self.team_id)
        found = User.objects.filter(theirs).order_by("pk").values_list("pk", flat=True)
        return tuple(sorted({self.pk, *found}))

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Forgets the team too."""
        self.__dict__.pop("team_ids", None)
        super().refresh_from_db(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        """Django ends a session whose hash differs: on a new password, or a raised epoch."""
        return self._epoch_hash()

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        return self._epoch_hash(secret)

    def _epoch_hash(self, secret: str | bytes | None = None) -> str:
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()
