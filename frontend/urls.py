"""Pages that compose all rooms."""

from django.urls import path

from frontend import views

app_name = "frontend"
urlpatterns = [
    path("", views.home, name="home"),
    path("rounds/", views.show_rounds, name="rounds"),
    path("rounds/<slug:slug>/", views.show_round, name="round"),
    path("me/", views.show_me, name="me"),
    path("desk/", views.show_desk, name="desk"),
]
