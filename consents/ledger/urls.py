from django.urls import path

from consents.ledger import views

urlpatterns = [
    path("client/<int:pk>/", views.customer, name="customer"),
    path("client/<int:pk>/paper/", views.to_sign, name="paper"),
]
