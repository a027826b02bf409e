"""Help."""

from django.urls import path

from office.guide import views

app_name = "guide"
urlpatterns = [
    path("", views.contents, name="contents"),
    path("of/<str:name>/", views.of_page, name="of_page"),
    path("<slug:code>/", views.one, name="topic"),
]
