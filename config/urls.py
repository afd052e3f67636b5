"""The site map. Every room keeps its own addresses; here they hang together."""

from django.urls import include, path

from config.api import api

urlpatterns = [
    # people
    path("accounts/", include("allauth.urls")),
    # what residents ask for: /rounds/<slug>/proposals/, …/propose/, /desk/proposals/
    path("", include("proposals.urls")),
    # how they choose: /rounds/<slug>/vote/, …/live/, …/results/, /desk/rounds/
    path("", include("voting.urls")),
    # where the money goes: /budgets/
    path("", include("budgets.urls")),
    # for programs
    path("api/v1/", api.urls),
    # all rooms together: /, /rounds/, /rounds/<slug>/, /me/, /desk/, /healthz, /readyz
    path("", include("frontend.urls")),
]
