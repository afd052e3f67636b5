"""The site map. Every room keeps its own addresses; here they hang together."""

from django.urls import include, path, re_path

from config import health
from config.accounts import remove_passkey, show_nothing, sign_up
from config.api import api
from config.busy import show_fault
from config.limits import too_many

handler500 = show_fault
handler429 = too_many  # allauth looks for it here
urlpatterns = [
    # people
    # A sign-in without passwords needs none of these; a passkey's name stays what it was.
    re_path(r"^accounts/(email|password|reauthenticate|2fa/webauthn/keys/\d+/edit)/", show_nothing),
    path("accounts/signup/", sign_up, name="account_signup"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("accounts/", include("allauth.urls")),
    # what is yours: /me/; acts that take two people, offices, the audit trail: /desk/cases/, /desk/roles/, /desk/audit/
    path("", include("city.urls")),
    # what residents ask for: /rounds/<slug>/proposals/, …/propose/, /desk/proposals/
    path("", include("proposals.urls")),
    # how they choose: /rounds/<slug>/vote/, …/live/, …/results/, /desk/rounds/
    path("", include("voting.urls")),
    # where the money goes: /budgets/
    path("", include("budgets.urls")),
    # for programs
    path("api/v1/", api.urls),
    # for machines that keep watch
    path("healthz", health.show_health, name="healthz"),
    path("readyz", health.show_readiness, name="readyz"),
    # all rooms together: /, /rounds/, /rounds/<slug>/, /me/, /desk/
    path("", include("frontend.urls")),
]
