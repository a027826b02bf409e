from django.urls import path

from listing import views

app_name = "listing"
urlpatterns = [
    path("<slug:code>/count/", views.count, name="count"),
    path("<slug:code>/tabs/<slug:view>/count/", views.tab_count, name="tab_count"),
    path("<slug:code>/counters/<slug:name>/", views.counter, name="counter"),
    path("<slug:code>/filter/", views.condition, name="filter"),
    path("<slug:code>/columns/", views.columns, name="columns"),
    path("<slug:code>/views/", views.save_view, name="save_view"),
    path("<slug:code>/views/<int:pk>/", views.change_view, name="change_view"),
    path("<slug:code>/first-view/", views.first_view, name="first_view"),
]
