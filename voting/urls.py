"""How a round's vote is reached."""

from django.urls import path

from voting.views import asking, ballots, casting, desk, live, results, ruling, toy

app_name = "voting"

ROUND = "rounds/<slug:slug>/"
BALLOT = f"{ROUND}vote/<slug:district>/"
DESK = "desk/rounds/<slug:slug>/"

urlpatterns = [
    # residents: choose, check, cast
    path(f"{ROUND}vote/", ballots.vote, name="vote"),
    path(BALLOT, ballots.ballot, name="ballot"),
    path(f"{BALLOT}check/", casting.check, name="check"),
    path(f"{BALLOT}cast/", casting.cast, name="cast"),
    path(f"{BALLOT}done/", casting.done, name="done"),
    # everybody: the count while it grows, and what came of it
    path(f"{ROUND}live/", live.live, name="live"),
    path(f"{ROUND}results/", results.results, name="results"),
    path("help/counting/", toy.show_counting, name="counting"),
    # election officers
    path(DESK, desk.show, name="desk_round"),
    path(f"{DESK}rule/", ruling.rule, name="desk_rule"),
    path(f"{DESK}count/", desk.count, name="desk_count"),
    path(f"{DESK}ask/<slug:kind>/", asking.ask, name="desk_case_ask"),
]
