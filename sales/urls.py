from django.urls import path

from sales import place_views, product_views, views
from sales.bulk import views as bulk

app_name = "sales"
urlpatterns = [
    path("purchases/", views.purchases, name="purchases"),
    path("purchases/bulk/", bulk.purchases, name="purchases_bulk"),
    path("purchases/whom/", bulk.whom, name="purchase_whom"),
    path("purchases/new/<int:pk>/", views.new, name="purchase_new"),
    path("purchases/<int:pk>/", views.purchase, name="purchase"),
    path("purchases/<int:pk>/edit/", views.edit, name="purchase_edit"),
    path("purchases/<int:pk>/return/", views.give_back, name="purchase_return"),
    path("purchases/<int:pk>/move/", views.move, name="purchase_move"),
    path("purchases/<int:pk>/delete/", views.delete, name="purchase_delete"),
    path("products/", product_views.products, name="products"),
    path("products/bulk/", bulk.products, name="products_bulk"),
    path("products/new/", product_views.new, name="product_new"),
    path("products/suggest/", product_views.suggest, name="product_suggest"),
    path("products/<int:pk>/", product_views.product, name="product"),
    path("products/<int:pk>/archive/", product_views.archive, name="product_archive"),
    path("categories/", place_views.categories, name="categories"),
    path("categories/<int:pk>/", place_views.category, name="category"),
    path("categories/<int:pk>/act/", place_views.category_act, name="category_act"),
    path("shops/", place_views.shops, name="shops"),
    path("shops/<int:pk>/", place_views.shop, name="shop"),
    path("shops/<int:pk>/act/", place_views.shop_act, name="shop_act"),
]
