from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.i18n import set_language

from accounts import menu_views, notification_views, views

KEY = r"(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)"

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("session/", views.session_state, name="session_state"),
    path("profile/preferences/", views.preferences, name="preferences"),
    path("profile/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("profile/second-factor/", include("accounts.second_factor.urls")),
    path("profile/sessions/<int:pk>/end/", views.end_session, name="session_end"),
    path("profile/sessions/end-others/", views.end_other_sessions, name="session_end_others"),
    path("notifications/", notification_views.page, name="notifications"),
    path("notifications/bell/", notification_views.bell, name="notifications_bell"),
    path("notifications/count/", notification_views.count, name="notifications_count"),
    path("notifications/read/", notification_views.read_all, name="notifications_read_all"),
    path("notifications/<int:pk>/", notification_views.open_one, name="notification_open"),
    path("profile/notifications/", views.notification_choices, name="notification_choices"),
    path("menu/<slug:code>/count/", menu_views.counter, name="menu_count"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("login/", login_not_required(allauth_views.login), name="account_login"),
    path("logout/", login_not_required(allauth_views.logout), name="account_logout"),
    path("inactive/", login_not_required(allauth_views.account_inactive), name="account_inactive"),
    path("signup/", login_not_required(views.closed), name="account_signup"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/reset/", login_not_required(allauth_views.password_reset), name="account_reset_password"),
    path(
        "password/reset/done/",
        login_not_required(allauth_views.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/done/",
        login_not_required(allauth_views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        rf"^password/reset/key/{KEY}/$",
        login_not_required(views.password_from_link),
        name="account_reset_password_from_key",
    ),
]
