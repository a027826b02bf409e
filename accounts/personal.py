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
                "team",
                "is_active",
                "is_demo",
                "is_system",
                "created_at",
                "language",
                "time_zone",
                "theme",
                "density",
                "single_keys",
                "notice_choices",
                "session_epoch",
            ),
            reason=STAFF,
        ),
        PersonalModel(
            code="accounts.role",
            plain=("id", "code", "name", "permissions", "scope", "is_built_in", "field_rights", "needs_second_factor"),
        ),
        PersonalModel(code="accounts.team", plain=("id", "name", "lead", "created_at")),
        PersonalModel(
            code="accounts.company",
            plain=(
                "id",
                "name",
                "logo",
                "time_zone",
                "currency",
                "working_days",
                "day_begins",
                "day_ends",
                "sender_name",
                "sender_email",
                "language",
                "demo",
                "updated_at",
            ),
        ),
        PersonalModel(
            code="accounts.notification",
            personal=("title", "params", "actor_name"),
            plain=(
                "id",
                "user",
                "kind",
                "url",
                "actor_id",
                "object_type",
                "object_id",
                "in_bell",
                "created_at",
                "read_at",
                "mail",
                "mail_tries",
            ),
            strike=("title", "params"),
            reason="What staff are told; clients are named by number only, and rows go after half a year.",
        ),
        PersonalModel(
            code="accounts.browsersession",
            personal=("ip", "user_agent"),
            plain=("id", "user", "session_key", "epoch", "began_at", "seen_at"),
            reason="Where staff are signed in; rows go with the session, at most two weeks after it was last seen.",
        ),
        PersonalModel(
            code="accounts.signinlock",
            plain=("email_hash", "user", "failures", "locks", "locked_until", "failed_at"),
        ),
        PersonalModel(
            code="mfa.authenticator",
            personal=("data",),
            plain=("id", "user", "type", "created_at", "last_used_at"),
            reason="Second factors of staff: secrets are encrypted, and go when he or an administrator says so.",
        ),
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
