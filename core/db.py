"""Two database roles, one schema: the application's (`default`) and the owner's (`owner`)."""

from django.conf import settings
from django.db import connections
from django.db.models import Model

OWNER = "owner"


class OwnerMigrates:
    """Only the owner's role changes the schema; rows are read and written by the application's role."""

    def db_for_read(self, model: type[Model], **hints: object) -> str | None:
        return None

    def db_for_write(self, model: type[Model], **hints: object) -> str | None:
        return None

    def allow_relation(self, left: Model, right: Model, **hints: object) -> bool | None:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        return db == OWNER


def grant_application_role() -> None:
    """Give the application's role its rights on every table and sequence; never TRUNCATE or ownership.

    Runs after each migration, so that a server of one's own needs nothing but the two roles. With one
    role for both there is nothing to give.
    """
    application = str(settings.DATABASES["default"]["USER"])
    if application == settings.DATABASES[OWNER]["USER"]:
        return
    connection = connections[OWNER]
    role = connection.ops.quote_name(application)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
