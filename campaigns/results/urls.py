from django.urls import path

from campaigns.results import views

app_name = "campaign_results"
urlpatterns = [
    path("results/", views.compare, name="compare"),
    path("<int:pk>/results/", views.overview, name="one"),
    path("<int:pk>/results/count/", views.count, name="count"),
    path("<int:pk>/results/promo/", views.promo, name="promo"),
    path("<int:pk>/results/file/", views.file, name="file"),
    path("<int:pk>/results/people/<slug:what>/", views.people, name="people"),
]
