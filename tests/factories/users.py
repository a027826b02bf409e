"""People who sign in."""

from functools import cache
from typing import Any, cast

import factory
from django.contrib.auth.hashers import make_password

from accounts.models import Role, User

PASSWORD = "correct horse battery"


@cache
def hashed_password() -> str:
    """Argon2 is slow on purpose: hashed once a process."""
    return make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A manager with a password; traits `admin`, `inactive`, `demo`."""

    class Meta:
        model = User

    class Params:
        admin = factory.Trait(role=factory.LazyFunction(lambda: Role.objects.get(code="admin")))
        inactive = factory.Trait(is_active=False)
        demo = factory.Trait(is_demo=True)

    email = factory.Sequence(lambda number: f"person{number}@example.com")
    first_name = "Анна"
    last_name = factory.Sequence(lambda number: f"Тестова{number}")
    role = factory.LazyFunction(lambda: Role.objects.get(code="manager"))
    password = factory.LazyFunction(hashed_password)


def make_user(**values: Any) -> User:
    """A typed way in: factory-boy's own call says nothing of what it returns."""
    return cast("User", UserFactory(**values))
