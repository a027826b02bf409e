from django.urls import path

from quality.cleaning import views

app_name = "quality"
urlpatterns = [
    path("", views.home, name="home"),
    path("cleaning/", views.runs, name="runs"),
    path("cleaning/begin/", views.begin, name="begin"),
    path("cleaning/<uuid:pk>/", views.one, name="run"),
    path("cleaning/<uuid:pk>/mend/", views.mend, name="mend"),
    path("cleaning/<uuid:pk>/rows/", views.rows, name="rows"),
]
