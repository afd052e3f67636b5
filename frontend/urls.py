"""Pages that compose all rooms."""

from django.urls import path, re_path

from frontend import views

app_name = "frontend"
urlpatterns = [
    path("", views.home, name="home"),
    path("rounds/", views.show_rounds, name="rounds"),
    path("rounds/<slug:slug>/", views.show_round, name="round"),
    re_path(r"^pictures/(?P<name>[a-z0-9_-]{1,40})\.(?P<extension>svg|png)$", views.show_picture, name="picture"),
    path("brand.css", views.show_brand, name="brand"),
    path("brand/logo", views.show_logo, name="logo"),
    path("me/", views.show_me, name="me"),
    path("styleguide/", views.show_styleguide, name="styleguide"),
    path("desk/", views.show_desk, name="desk"),
]
