from django.urls import path

from office.rights import given_back
from office.users import security, sees, views

urlpatterns = [
    path("", views.users, name="users"),
    path("new/", views.new, name="user_new"),
    path("<int:pk>/", views.user, name="user"),
    path("<int:pk>/switch/", views.switch, name="user_switch"),
    path("<int:pk>/sees/", sees.sees, name="user_sees"),
    path("<int:pk>/invite/", security.invite, name="user_invite"),
    path("<int:pk>/uninvite/", security.withdraw, name="user_uninvite"),
    path("<int:pk>/reset-factor/", security.reset_factor, name="user_reset_factor"),
    path("<int:pk>/unlock/", security.unlock, name="user_unlock"),
    path("<int:pk>/sessions/end/", security.end_sessions, name="user_sessions_end"),
    path("<int:pk>/sessions/<int:session>/end/", security.end_session, name="user_session_end"),
    path("given-back/<int:pk>/", given_back.back, name="rights_given_back"),
]
