from django.urls import path

from campaigns.tracking import views

app_name = "tracking"
urlpatterns = [
    path("o/<str:token>.gif", views.opened, name="opened"),
    path("c/<str:token>", views.click, name="click"),
    path("s/<str:code>", views.short, name="short"),
]
