"""Signs people in by e-mail and password."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from accounts.models import User


class EmailBackend(AuthenticationBackend):  # type: ignore[misc]  # the library is untyped
    """Allauth's, and demo accounts only while the product is on a loopback host: their password is public."""

    def user_can_authenticate(self, user: User) -> bool:
        return user.is_active and (settings.DEMO_ACCOUNTS or not user.is_demo)

    def get_user(self, user_id: int) -> User | None:
        """Asked at each request, so a deactivated person is out at once; the role comes in the same query."""
        user = User.objects.select_related("role").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
