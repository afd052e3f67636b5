"""How a round's vote is reached."""

from django.urls import path

from voting.views import asking, ballots, casting, desk, live, recount, register, registrar, results, ruling, toy

app_name = "voting"

ROUND = "rounds/<slug:slug>/"
BALLOT = f"{ROUND}vote/<slug:district>/"
DESK = "desk/rounds/<slug:slug>/"
ROLL = "desk/roll/<slug:slug>/"

urlpatterns = [
    # residents: can I vote here?
    path(f"{ROUND}register/", register.register, name="register"),
    path(f"{ROUND}register/<slug:check>/", register.check_in, name="check_in"),
    path(f"{ROUND}roll/", register.show_roll, name="roll"),
    # residents: choose, check, cast
    path(f"{ROUND}vote/", ballots.vote, name="vote"),
    path(BALLOT, ballots.ballot, name="ballot"),
    path(f"{BALLOT}check/", casting.check, name="check"),
    path(f"{BALLOT}cast/", casting.cast, name="cast"),
    path(f"{BALLOT}done/", casting.done, name="done"),
    # everybody: the count while it grows, and what came of it
    path(f"{ROUND}live/", live.live, name="live"),
    path(f"{ROUND}results/", results.results, name="results"),
    # everybody: count it again
    path(f"{ROUND}log/check/", recount.recount, name="recount"),
    path(f"{ROUND}log/bundle.zip", recount.bundle, name="bundle"),
    path(f"{ROUND}log/verify.py", recount.verifier, name="verifier"),
    path("help/counting/", toy.show_counting, name="counting"),
    # registrars
    path("desk/roll/", registrar.show_rolls, name="desk_rolls"),
    path(ROLL, registrar.show, name="desk_roll"),
    path(f"{ROLL}attest/", registrar.attest, name="attest"),
    path(f"{ROLL}find/", registrar.look_up, name="look_up"),
    path(f"{ROLL}import/", registrar.hand_in, name="hand_in"),
    path(f"{ROLL}import/<int:pk>/", registrar.show_import, name="imported"),
    # election officers
    path(DESK, desk.show, name="desk_round"),
    path(f"{DESK}rule/", ruling.rule, name="desk_rule"),
    path(f"{DESK}count/", desk.count, name="desk_count"),
    path(f"{DESK}ask/<slug:kind>/", asking.ask, name="desk_case_ask"),
]
