"""How a result ends up: earlier counts, decisions, the protocol; rounds cancelled, held again, archived."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from budgets.actions.reallocating import reallocate
from city.models import Case, Round
from city.rules.phases import PhaseKind, Verb
from city.rules.roles import Role
from tests.factories import NOW, add_phase, cast_ballot, decide, make_contest, make_district, make_official, make_voter
from tests.voting.views.test_desk import text
from voting.actions.cancelling import cancel
from voting.actions.certifying import certify
from voting.actions.counting import count_outcome
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import Award, Protocol, SealedCast

pytestmark = pytest.mark.django_db
RESULTS, API = "/rounds/vote/results/", "/api/v1/rounds/vote/outcome"


@pytest.fixture
def round():
    """Eleven ballots: six for P03 (6,000), five for P02 (5,000), of 10,000; counted, and open to challenge."""
    round, district = make_contest(slug="vote", title="The vote", district=make_district("riverside"))
    for number in range(11):
        cast_ballot(make_voter(round, district), round, district, ["P03"] if number < 6 else ["P02"])
    round.phases.update(closes_at=NOW - timedelta(hours=1))
    add_phase(round, PhaseKind.CHALLENGING, opens=-0.01, days=14)
    add_phase(round, PhaseKind.DELIVERING, opens=14, days=300)
    seal(now=NOW)
    count_outcome(actor=None, now=NOW, round=Round.objects.get(), district=district)
    return Round.objects.get()


def body(answer):
    return answer.content.decode()


def over(round):
    """Past the last day to object, and certified."""
    days = {PhaseKind.VOTING: (-40, -30), PhaseKind.CHALLENGING: (-30, -15), PhaseKind.DELIVERING: (-15, 300)}
    for kind, (opens, closes) in days.items():
        dates = {"opens_at": NOW + timedelta(days=opens), "closes_at": NOW + timedelta(days=closes)}
        round.phases.filter(kind=kind.value).update(**dates)
    return certify(actor=None, now=NOW, round=Round.objects.get(), reason="Nobody objected.")


def recount(round):
    for cast in [cast for cast in SealedCast.objects.all() if "P03" in cast.ballot][:2]:
        void(actor=None, now=NOW, cast=cast, reason="Sold on the market.")
    seal(now=NOW + timedelta(seconds=10))
    district = round.envelopes.get().district
    count_outcome(actor=None, now=NOW + timedelta(seconds=20), round=round, district=district)


def test_every_face_says_how_final_the_result_is(visitor, round):
    says = "Provisional, open to challenge until"
    for address in (RESULTS, "/rounds/vote/", "/rounds/", "/", "/budgets/vote/", "/budgets/"):
        assert says in text(visitor.get(address)), address
    found = visitor.get(API).json()["result"]
    assert (found["state"], found["since"]) == ("under_challenge", None)
    assert visitor.get("/api/v1/budgets/vote").json()["result"]["state"] == "under_challenge"
    over(round)
    for address in (RESULTS, "/rounds/vote/", "/rounds/", "/budgets/vote/", "/budgets/"):
        assert "Certified result" in text(visitor.get(address)), address
    assert visitor.get(API).json()["result"]["state"] == "certified"
    Round.objects.update(key_destroyed_at=NOW)
    for address in (RESULTS, "/rounds/", "/budgets/vote/"):
        assert "Certified, key destroyed" in text(visitor.get(address)), address
    assert visitor.get("/api/v1/rounds/vote").json()["key_destroyed_at"]


def test_both_counts_are_shown_with_the_reason(visitor, round):
    assert "Counted more than once" not in text(visitor.get(RESULTS))
    recount(round)
    shown = text(visitor.get(RESULTS))
    assert "Provisional, counted anew" in shown
    assert "2 ballots were voided. Sold on the market." in shown
    assert "Count 2, the one that holds" in shown
    assert "Funded now, and not before:" in shown
    versions = visitor.get(API).json()["versions"]
    assert [(one["number"], one["content"]["winners"]) for one in versions] == [(1, ["P03"]), (2, ["P02"])]
    assert versions[1]["reason"].startswith("2 ballots were voided.")


def test_the_protocol_is_there_once_it_is_certified(visitor, round):
    address = reverse("voting:protocol", args=["vote"])
    assert visitor.get(address).status_code == 404
    assert address not in body(visitor.get(RESULTS))
    over(round)
    file = visitor.get(address)
    assert file["Content-Type"] == "application/pdf"
    assert file.content == bytes(Protocol.objects.get().file)
    for page in (RESULTS, "/rounds/"):
        assert address in body(visitor.get(page)), page
    assert visitor.get(API).json()["protocol"] == Protocol.objects.get().digest


def test_what_falls_through_is_shown_with_the_decision(visitor, client, round, election_officer):
    over(round)
    award = Award.objects.get()
    ask = reverse("budgets:fall_through", args=["vote", award.pk])
    assert client.get(ask)["Location"].startswith(reverse("account_login"))
    client.force_login(make_official(Role.FINANCE_OFFICER))
    assert client.get(ask).status_code == 403
    client.force_login(election_officer)
    assert ask in body(client.get("/desk/budgets/vote/"))
    assert "Next in line by the rule:" in text(client.get(ask))
    assert "Choose what happens with the money." in text(client.post(ask, {"reason": "No land."}))
    assert client.post(ask, {"way": "next", "reason": "No land."})["Location"] == reverse("city:desk_cases")
    arguments = Case.objects.get().arguments
    assert (arguments["is_carried_over"], len(arguments["next"])) == (False, 1)
    reallocate(actor=None, now=NOW, award=award, is_carried_over=False, reason="No land.")
    assert "Fell through" in text(client.get("/desk/budgets/vote/"))
    for page in (RESULTS, "/budgets/vote/"):
        shown = text(visitor.get(page))
        assert "falls through" in shown
        assert "No land." in shown
        assert "Next in line by the rule:" in shown
    said = visitor.get(API).json()
    assert [one["code"] for one in said["contests"][0]["winners"]] == ["P03"]
    assert [one["code"] for one in said["decisions"][0]["in_place"]] == ["P02"]
    assert visitor.get("/api/v1/budgets/vote").json()["decisions"][0]["reason"] == "No land."


def test_money_that_is_carried_over(visitor, round):
    over(round)
    reallocate(actor=None, now=NOW, award=Award.objects.get(), is_carried_over=True, reason="No land.")
    assert "carried over to a later round" in text(visitor.get("/budgets/vote/"))


def test_a_cancelled_round_says_so_everywhere(visitor, round):
    cancel(actor=None, now=NOW, round=round, reason="The roll was wrong.")
    for page in ("/rounds/vote/", RESULTS):
        assert "The roll was wrong." in text(visitor.get(page)), page
    assert "Cancelled" in text(visitor.get("/rounds/"))
    assert "The archive" in text(visitor.get("/rounds/"))
    assert "was cancelled" in text(visitor.get("/rounds/vote/"))
    assert visitor.get(API).json()["result"]["state"] == "cancelled"


def test_a_cancelled_round_that_nobody_counted(visitor):
    round, _ = make_contest(slug="vote", district=make_district("riverside"))
    cancel(actor=None, now=NOW, round=round, reason="The roll was wrong.")
    assert "The roll was wrong." in text(visitor.get(RESULTS))


def test_an_officer_asks_to_cancel_and_holds_it_again(client, round, election_officer):
    client.force_login(election_officer)
    desk = body(client.get("/desk/rounds/vote/"))
    ask = reverse("voting:desk_case_ask", args=["vote", Verb.CANCEL.value])
    assert ask in desk
    assert client.post(ask, {"reason": "The roll was wrong."})["Location"] == reverse("city:desk_cases")
    address = reverse("voting:rerun", args=["vote"])
    assert address in desk
    assert "Ideas that come along" in text(client.get(address))
    assert client.post(address, {"title": ""}).status_code == 422
    opens = localtime(NOW + timedelta(days=20))
    typed = {"title": "Again", "slug": "again", "opens_at": opens.strftime("%Y-%m-%dT%H:%M")}
    chosen = [proposal.pk for proposal in round.proposals.filter(code="P02")]
    assert "already" in text(client.post(address, {**typed, "slug": "vote"}))
    answer = client.post(address, {**typed, "proposals": chosen})
    assert answer["Location"] == "/rounds/again/"
    assert [one.title for one in Round.objects.get(slug="again").proposals.all()] == [
        round.proposals.get(code="P02").title
    ]
    assert "Held again as" in text(client.get("/rounds/vote/"))
    assert "Held again after" in text(client.get("/rounds/again/"))


def test_an_auditor_holds_nothing_again(client, round):
    client.force_login(make_official(Role.AUDITOR))
    assert client.get(reverse("voting:rerun", args=["vote"])).status_code == 403


def test_of_an_election_held_elsewhere_nobody_complains(visitor):
    round, district = make_contest(slug="vote", district=make_district("riverside"))
    decide(round, district, ["P01"])
    Round.objects.update(is_imported=True)
    shown = text(visitor.get(RESULTS))
    assert "Held elsewhere, counted here" in shown
    assert "Something is wrong?" not in shown
