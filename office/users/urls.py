from django.urls import path

from office.rights import given_back
from office.users import sees, views

urlpatterns = [
    path("", views.users, name="users"),
    path("new/", views.new, name="user_new"),
    path("<int:pk>/", views.user, name="user"),
    path("<int:pk>/switch/", views.switch, name="user_switch"),
    path("<int:pk>/sees/", sees.sees, name="user_sees"),
    path("given-back/<int:pk>/", given_back.back, name="rights_given_back"),
]
