from django.urls import path

from customers import bulk_views, views
from customers.search import views as search_views

app_name = "customers"
urlpatterns = [
    path("", views.customer_list, name="list"),
    path("bulk/", bulk_views.bulk, name="bulk"),
    path("search/", search_views.search, name="search"),
    path("total/", views.customer_total, name="total"),
    path("<int:pk>/", views.customer_detail, name="detail"),
    path("<int:pk>/archive/", bulk_views.archive, name="archive"),
    path("<int:pk>/unarchive/", bulk_views.unarchive, name="unarchive"),
    path("<int:pk>/restore-value/", bulk_views.restore_value, name="restore_value"),
    path("<int:pk>/panels/<slug:code>/", views.customer_panel, name="panel"),
]
