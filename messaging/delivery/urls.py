from django.urls import path

from messaging.delivery import views

app_name = "hooks"
urlpatterns = [path("<slug:code>/<str:secret>/", views.hook, name="hook")]
