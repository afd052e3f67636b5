"""How a round's vote is reached."""

from django.urls import path

from voting.views import (
    answering,
    asking,
    ballots,
    casting,
    complaints,
    desk,
    live,
    log,
    log_files,
    manifests,
    previews,
    receipt_check,
    recount,
    register,
    registrar,
    rerunning,
    results,
    ruling,
    terms,
    toy,
)
from voting.views.paper import assisted, boxes
from voting.views.paper import desk as paper_desk
from voting.views.paper import public as paper

app_name = "voting"

ROUND = "rounds/<slug:slug>/"
LOG = f"{ROUND}log/"
BALLOT = f"{ROUND}vote/<slug:district>/"
DESK = "desk/rounds/<slug:slug>/"
ROLL = "desk/roll/<slug:slug>/"
PAPER = "desk/paper/<slug:slug>/"

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
    # somebody to whom a helper handed a device
    path(f"{ROUND}assisted/", assisted.show, name="assisted"),
    path(f"{ROUND}assisted/end/", assisted.finish, name="end_assisted"),
    # everybody: the count while it grows, and what came of it
    path(f"{ROUND}live/", live.live, name="live"),
    path(f"{ROUND}results/", results.results, name="results"),
    path("receipt/", receipt_check.check, name="receipt"),
    # everybody: the public log, and what programs read of it
    path(LOG, log.show_log, name="log"),
    path(f"{LOG}leaves/", log.show_leaves, name="log_leaves"),
    path(f"{LOG}<int:index>/", log.show_leaf, name="log_leaf"),
    path(f"{LOG}checkpoints/", log.show_checkpoints, name="log_checkpoints"),
    path(f"{LOG}compare/", log.compare, name="log_compare"),
    path(f"{LOG}checkpoint", log_files.show_checkpoint, name="log_checkpoint"),
    path(f"{LOG}pbwatch.py", log_files.download_pbwatch, name="pbwatch"),
    path("help/checking/", log.show_promises, name="promises"),
    path(f"{ROUND}results/protocol.pdf", results.protocol, name="protocol"),
    # everybody: what is wrong, and what became of it
    path(f"{ROUND}complain/", complaints.complain, name="complain"),
    path(f"{ROUND}complaints/", complaints.complaints, name="complaints"),
    path(f"{ROUND}complaints/<slug:reference>/", complaints.complaint, name="complaint"),
    path(f"{ROUND}paper/", paper.show, name="paper"),
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
    # stations and their papers; helpers
    path(PAPER, paper_desk.show, name="desk_paper"),
    path(f"{PAPER}station/", paper_desk.set_up, name="set_up_station"),
    path(f"{PAPER}print/", paper_desk.print_papers, name="print_papers"),
    path(f"{PAPER}check/", paper_desk.check, name="check_off"),
    path(f"{PAPER}type/", boxes.type_paper, name="type_paper"),
    path(f"{PAPER}reread/", boxes.reread, name="reread"),
    path("desk/assist/<slug:slug>/", assisted.assist, name="assist"),
    # election officers
    path(DESK, desk.show, name="desk_round"),
    path(f"{DESK}rule/", ruling.rule, name="desk_rule"),
    path(f"{DESK}terms/", terms.terms, name="desk_terms"),
    path(f"{DESK}manifest/", manifests.show_manifest, name="desk_manifest"),
    path(f"{DESK}preview/", previews.previews, name="desk_previews"),
    path(f"{DESK}preview/<slug:district>/", previews.preview, name="desk_preview"),
    path(f"{DESK}count/", desk.count, name="desk_count"),
    path(f"{DESK}ask/<slug:kind>/", asking.ask, name="desk_case_ask"),
    path(f"{DESK}complaints/", answering.show, name="desk_complaints"),
    path(f"{DESK}complaints/<int:number>/", answering.complaint, name="desk_complaint"),
    path(f"{DESK}complaints/<int:number>/ask/<slug:kind>/", answering.ask, name="desk_complaint_ask"),
    path(f"{DESK}rerun/", rerunning.rerun, name="rerun"),
]
