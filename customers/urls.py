from django.urls import path

from customers import views

app_name = "customers"
urlpatterns = [
    path("", views.customer_list, name="list"),
    path("total/", views.customer_total, name="total"),
    path("<int:pk>/", views.customer_detail, name="detail"),
    path("<int:pk>/panels/<slug:code>/", views.customer_panel, name="panel"),
]
