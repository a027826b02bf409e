"""Makes the roles and the database inside a running PostgreSQL; changes nothing when they are as they should be."""

from contextlib import suppress

import psycopg
from psycopg import sql

from embedded.cluster import SUPERUSER
from embedded.errors import ServicesError
from embedded.passwords import Passwords
from embedded.state import APPLICATION_ROLE, DATABASE, OWNER_ROLE, database_url

TEMPLATE = "template1"
ROLES = (
    f"CREATE ROLE {OWNER_ROLE} NOLOGIN CREATEDB",
    f"CREATE ROLE {APPLICATION_ROLE} NOLOGIN",
)
# The application may read and write rows of what the owner makes, but not own, alter or TRUNCATE it.
MADE_BY_OWNER = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER_ROLE}"
DEFAULT_RIGHTS = (
    f"{MADE_BY_OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION_ROLE}",
    f"{MADE_BY_OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APPLICATION_ROLE}",
)

Connection = psycopg.Connection[tuple[object, ...]]


def provision(socket_dir: str, passwords: Passwords) -> None:
    """Make both roles and the database unless all is there. Raises ServicesError.

    The application may log in only after everything else is done, so that alone shows that nothing is missing.
    """
    if _application_can_enter(socket_dir, passwords):
        return
    try:
        # A database made for tests is a copy of the template, default rights included.
        with _superuser(socket_dir, passwords, TEMPLATE) as connection:
            for statement in ROLES:
                with suppress(psycopg.errors.DuplicateObject):
                    connection.execute(statement)
            with suppress(psycopg.errors.DuplicateDatabase):
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}")
            _give_default_rights(connection)
        with _superuser(socket_dir, passwords, DATABASE) as connection:
            _give_default_rights(connection)
            _let_in(connection, OWNER_ROLE, passwords.owner)
            _let_in(connection, APPLICATION_ROLE, passwords.application)
    except psycopg.Error as error:
        raise ServicesError("provision_failed", reason=str(error).strip()) from error


def _application_can_enter(socket_dir: str, passwords: Passwords) -> bool:
    try:
        _connect(database_url(socket_dir, APPLICATION_ROLE, passwords.application)).close()
    except psycopg.OperationalError:
        return False
    return True


def _give_default_rights(connection: Connection) -> None:
    for statement in DEFAULT_RIGHTS:
        connection.execute(statement)


def _let_in(connection: Connection, role: str, password: str) -> None:
    connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))


def _superuser(socket_dir: str, passwords: Passwords, database: str) -> Connection:
    return _connect(database_url(socket_dir, SUPERUSER, passwords.superuser, database))


def _connect(url: str) -> Connection:
    return psycopg.connect(url, autocommit=True, connect_timeout=30)
