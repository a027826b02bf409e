from django.urls import path

from segmentation.scores import views

app_name = "scores"
urlpatterns = [
    path("<int:pk>/", views.panel, name="panel"),
    path("<int:pk>/pin/", views.pin, name="pin"),
    path("<int:pk>/unpin/", views.unpin, name="unpin"),
]
