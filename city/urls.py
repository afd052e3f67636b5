"""What people reach about themselves, and how a new city gets its first officers."""

from django.urls import path

from city.views import account, first_run, own, sessions

app_name = "city"
urlpatterns = [
    # showing that it is you
    path("me/confirm/", own.confirm, name="confirm"),
    path("me/go-on/", own.go_on, name="go_on"),
    # all that is tied to you
    path("me/export/", account.export, name="export"),
    path("me/export.json", account.export_file, name="export_file"),
    path("me/erase/", account.erase_account, name="erase"),
    # where you are signed in
    path("me/sessions/", sessions.show, name="sessions"),
    path("me/sessions/end/", sessions.end, name="end_sessions"),
    # the first two election officers of a new city
    path("first-run/<str:token>/", first_run.first_run, name="first_run"),
]
