from django.urls import path

from quality.queue import done_views, policy, views

app_name = "duplicates"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("compare/", views.compare, name="compare"),
    path("merge/", views.merge_cards, name="merge"),
    path("different/", views.decide, {"answer": "different"}, name="different"),
    path("later/", views.decide, {"answer": "later"}, name="later"),
    path("again/", views.decide, {"answer": "again"}, name="again"),
    path("sure/", done_views.sure_ones, name="sure"),
    path("sure/by-night/", policy.change, name="policy"),
    path("history/", done_views.history, name="history"),
    path("history/part/", done_views.part_batch, name="part"),
]
