from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from city.models import Case
from city.rules.phases import Verb
from city.rules.roles import Role
from proposals.models import Proposal
from tests.factories import NOW, cast_ballot, make_contest, make_district, make_official, make_round, make_voter
from tests.voting.views.test_desk import text
from tests.words import names
from voting.actions.amending import amend
from voting.actions.rescheduling import close_early, extend
from voting.actions.voiding import void
from voting.actions.withdrawing import withdraw_listed
from voting.models import PendingCast
from voting.rules.slots import short_code

pytestmark = pytest.mark.django_db
LIVE = "/rounds/vote/live/"
WHY = "The site was down for an hour."


def at(kind):
    return reverse("voting:desk_case_ask", args=["vote", kind])


@pytest.fixture
def contest():
    return make_contest(slug="vote", district=make_district("riverside"))


@pytest.fixture
def officer(client, election_officer):
    client.force_login(election_officer)
    return election_officer


def refused(client, kind, says, **typed):
    answer = client.post(at(kind), {"reason": WHY, **typed})
    assert answer.status_code == 422
    assert says in text(answer)
    assert WHY in text(answer)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "kind",
    [verb.value for verb in (Verb.EXTEND, Verb.CLOSE_EARLY, Verb.AMEND, Verb.WITHDRAW_LISTED, Verb.VOID)],
)
def test_who_may_ask(client, contest, resident, kind):
    assert client.get(at(kind))["Location"].startswith(reverse("account_login"))
    for person in (resident, make_official(Role.AUDITOR), make_official(Role.ELECTION_OFFICER, round=make_round())):
        client.force_login(person)
        assert client.post(at(kind), {"reason": WHY}).status_code == 403
    client.force_login(make_official(Role.ELECTION_OFFICER, round=contest[0]))
    assert "Ask for it" in text(client.get(at(kind)))


@pytest.mark.parametrize("kind", ["grant", "cast", "nonsense"])
def test_what_is_no_act_on_a_vote_has_no_page(client, contest, officer, kind):
    assert client.get(at(kind)).status_code == 404


def test_the_desk_offers_what_the_state_allows(client, contest, officer):
    page = text(client.get(reverse("voting:desk_round", args=["vote"])))
    for words in ("Extend the vote", "Close the vote early", "Amend the ballot", "Withdraw an idea", "Void a ballot"):
        assert words in page
    assert "Destroy the key" not in page


def test_asking_for_more_time(client, contest, officer):
    refused(client, "extend", "Give a moment after the vote closes now.", closes_at="2020-01-01T10:00")
    refused(client, "extend", "Give day and time", closes_at="soon")
    closes_at = NOW + timedelta(days=20)
    typed = localtime(closes_at).strftime("%Y-%m-%dT%H:%M:%S")
    page = client.post(at("extend"), {"closes_at": typed, "reason": WHY}, follow=True)
    assert "Somebody else with your office has to approve it now." in text(page)
    assert Case.objects.get().arguments == {"closes_at": localtime(closes_at).isoformat()}


def test_a_reason_is_asked_for(client, contest, officer):
    answer = client.post(at("close_early"), {"reason": " "})
    assert answer.status_code == 422
    assert "Say why." in text(answer)


def test_asking_to_amend(client, contest, officer):
    proposal = Proposal.objects.get(code="P01")
    refused(client, "amend", "Choose the proposal.", title="New")
    refused(client, "amend", "That is what the ballot says already.", proposal=proposal.pk)
    refused(client, "amend", "The district has €10,000", proposal=proposal.pk, cost_minor="12 000")
    client.post(at("amend"), {"proposal": proposal.pk, "title": "New", "reason": WHY})
    said = Case.objects.get().arguments
    assert (said["title"], said["old_title"]) == ("New", proposal.title)
    assert said["cost_minor"] == said["old_cost_minor"] == 4_000_00


def test_asking_to_withdraw(client, contest, officer):
    proposal = Proposal.objects.get(code="P01")
    refused(client, "withdraw_listed", "Choose the proposal.")
    page = text(client.get(at("withdraw_listed")))
    assert "What this does to ballots already cast They stay as they are. The idea counts for nothing on them" in page
    client.post(at("withdraw_listed"), {"proposal": proposal.pk, "reason": WHY})
    assert Case.objects.get().arguments == {"proposal": proposal.pk, "code": "P01", "title": proposal.title}


@pytest.mark.parametrize(
    ("kind", "says"),
    [("amend", "They stay as they are and count, also where"), ("extend", "Whoever cast one may change it until")],
)
def test_whoever_asks_knows_what_it_does_to_ballots_already_cast(client, contest, officer, kind, says):
    assert says in text(client.get(at(kind)))


def test_what_was_withdrawn_is_said_wherever_it_was_and_can_be_neither_chosen_nor_amended(client, contest, officer):
    round, district = contest
    proposal = Proposal.objects.get(code="P01")
    withdraw_listed(actor=None, now=NOW, proposal=proposal, reason="The bank of the canal gives way.")
    for kind in ("amend", "withdraw_listed"):
        assert proposal.title not in client.get(at(kind)).content.decode()
    client.force_login(make_voter(round, district))
    told = f"“{proposal.title}” (P01) can no longer be chosen. The bank of the canal gives way."
    places = [reverse(f"voting:{name}", args=["vote", "riverside"]) for name in ("ballot", "done")]
    for address in (*places, LIVE, proposal.get_absolute_url()):
        assert told in text(client.get(address)), address
    ballot = client.get(places[0]).content.decode()
    assert 'value="P02"' in ballot
    assert 'value="P01"' not in ballot
    assert "withdrawn: counts for nothing" in text(client.get(LIVE))
    assert "Withdrawn from the ballot" in text(client.get(reverse("proposals:proposals", args=["vote"])))
    said = client.get("/api/v1/rounds/vote/changes").json()["withdrawals"][0]
    assert (said["code"], said["district"], said["reason"]) == ("P01", "riverside", "The bank of the canal gives way.")


def test_asking_to_void_by_the_code_of_a_receipt(client, contest, officer):
    receipt = cast_ballot(make_voter(*contest), *contest, ["P01"])
    refused(client, "void", "No ballot of this round has this code.", code="0000-0000-0000-0000")
    page = client.post(at("void"), {"code": short_code(receipt.h).lower(), "reason": WHY}, follow=True)
    assert f"The ballot with the code {short_code(receipt.h)} counts no more" in text(page)
    assert Case.objects.get().arguments == {"h": receipt.h}


def test_what_changed_stands_on_the_ballot_on_the_idea_and_in_the_api(client, contest):
    round, district = contest
    proposal = Proposal.objects.get(code="P01")
    amend(actor=None, now=NOW, proposal=proposal, title="A new name", cost_minor=4_500_00, reason="A misprint.")
    client.force_login(make_voter(round, district))
    for address in (reverse("voting:ballot", args=["vote", "riverside"]), proposal.get_absolute_url()):
        page = text(client.get(address))
        assert f"“{proposal.title}” is called “A new name” now." in page
        assert "“A new name” costs €4,500 now, no longer €4,000. A misprint." in page
    said = client.get("/api/v1/rounds/vote/changes").json()
    assert said["amendments"][0] | {"amended_at": ""} == {
        "district": "riverside",
        "code": "P01",
        "old_title": proposal.title,
        "new_title": "A new name",
        "old_cost_minor": 4_000_00,
        "new_cost_minor": 4_500_00,
        "reason": "A misprint.",
        "amended_at": "",
    }


def test_a_voter_is_told_that_their_ballot_was_voided(client, contest):
    round, district = contest
    voter = make_voter(round, district)
    cast_ballot(voter, round, district, ["P01"])
    void(actor=None, now=NOW, cast=PendingCast.objects.get(), reason="Cast by somebody else.")
    client.force_login(voter)
    for name in ("ballot", "done"):
        page = text(client.get(reverse(f"voting:{name}", args=["vote", "riverside"])))
        assert "Your last ballot was taken out of the count Cast by somebody else. You may vote again" in page
    assert "Two officials voided one ballot. Nobody saw what it said." in text(client.get(LIVE))
    said = client.get("/api/v1/rounds/vote/changes").json()["voided"][0]
    assert (said["h"], said["reason"]) == (PendingCast.objects.get().h, "Cast by somebody else.")
    assert not names("P01", str(said))


def test_everybody_is_told_of_another_closing(client, contest):
    closes_at = NOW + timedelta(days=20)
    extend(actor=None, now=NOW, round=contest[0], closes_at=closes_at, reason="The library was shut.")
    client.force_login(make_voter(*contest))
    for address in (LIVE, *(reverse(f"voting:{name}", args=["vote", "riverside"]) for name in ("ballot", "done"))):
        page = text(client.get(address))
        assert "The vote closes later than was planned" in page
        assert "The library was shut. Ballots that are in stay in. Whoever cast one may change it as long." in page
    close_early(actor=None, now=NOW, round=contest[0], reason="A gas leak.")
    assert "The vote closed earlier than was planned" in text(client.get(LIVE))
    said = client.get("/api/v1/rounds/vote/changes").json()
    assert [change["reason"] for change in said["closing"]] == ["The library was shut.", "A gas leak."]
    assert said["key_destroyed"] is None
