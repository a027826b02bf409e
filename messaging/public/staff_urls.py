from django.urls import path

from messaging.public import staff_views

app_name = "confirmations"
urlpatterns = [
    path("<int:pk>/", staff_views.ask, name="ask"),
    path("<uuid:pk>/code/", staff_views.code, name="code"),
]
