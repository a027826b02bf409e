from django.contrib.auth.decorators import login_not_required
from django.urls import path

from files import views

app_name = "files"
urlpatterns = [
    path("files/<uuid:pk>/", views.download, name="download"),
    path("company/logo/<uuid:pk>/", login_not_required(views.logo), name="logo"),
]
