"""What the application's role may do on a server made by `deploy/postgres/roles.sql`, where nobody may by default."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, connections

from core.db import OWNER, grant_application_role
from tests.harness.environment import PROJECT

pytestmark = [pytest.mark.sql, pytest.mark.django_db(transaction=True, databases=["default", OWNER])]


def as_owner(words: str) -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(words.format(base=connections[OWNER].ops.quote_name(connection.settings_dict["NAME"])))


@pytest.fixture
def closed_base() -> Iterator[None]:
    """As a server has it that was made by an earlier form of the script."""
    as_owner("REVOKE TEMPORARY ON DATABASE {base} FROM PUBLIC")
    yield
    as_owner("GRANT TEMPORARY ON DATABASE {base} TO PUBLIC")


def test_scores_and_imports_may_work_in_temporary_tables(closed_base: None) -> None:
    if settings.DATABASES["default"]["USER"] == settings.DATABASES[OWNER]["USER"]:
        pytest.skip("one role for both")

    grant_application_role()

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE probe (n int)")
        cursor.execute("DROP TABLE probe")


def test_script_for_administrators_gives_the_right() -> None:
    script = (PROJECT / "deploy" / "postgres" / "roles.sql").read_text(encoding="utf-8")

    assert "GRANT CONNECT, TEMPORARY ON DATABASE kartoteka TO kartoteka_app" in script
