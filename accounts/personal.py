"""What our models, and those of the libraries we sign people in with, hold about people."""

from core.registries.personal import PersonalModel, personal_models

STAFF = "Staff accounts: kept as long as the person works here, see docs/glossary.md «user»."


def register() -> None:
    personal_models.add(
        PersonalModel(
            code="accounts.user",
            personal=("email", "first_name", "last_name"),
            plain=(
                "id",
                "password",
                "last_login",
                "role",
                "is_active",
                "is_demo",
                "is_system",
                "created_at",
                "language",
                "time_zone",
                "theme",
                "density",
                "single_keys",
                "session_epoch",
            ),
            reason=STAFF,
        ),
        PersonalModel(code="accounts.role", plain=("id", "code", "name", "permissions", "scope", "is_built_in")),
        PersonalModel(
            code="account.emailaddress",
            personal=("email",),
            plain=("id", "user", "verified", "primary"),
            reason=STAFF,
        ),
        PersonalModel(code="account.emailconfirmation", plain=("id", "email_address", "created", "sent", "key")),
        PersonalModel(code="sessions.session", plain=("session_key", "session_data", "expire_date")),
        PersonalModel(code="contenttypes.contenttype", plain=("id", "app_label", "model")),
        PersonalModel(code="auth.permission", plain=("id", "name", "content_type", "codename")),
        PersonalModel(code="auth.group", plain=("id", "name")),
        PersonalModel(code="auth.group_permissions", plain=("id", "group", "permission")),
    )
