from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from city.rules.roles import Role
from proposals.models import Proposal, Valuation
from tests.factories import NOW, make_official, make_proposal, make_round, make_user

pytestmark = pytest.mark.django_db
INBOX = "/desk/proposals/"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def desk(moderator):
    return signed_in(moderator)


def titles(response):
    return [proposal.title for proposal, _turn in response.context["rows"]]


def at(proposal, act=""):
    return f"{INBOX}{proposal.pk}/{act}"


def test_the_longest_waiting_come_first_then_what_has_no_answer(desk, round, district):
    for title, status, days in [("new", "submitted", 1), ("old", "submitted", 9), ("open", "published", 20)]:
        made = make_proposal(round, district, title=title, status=status)
        Proposal.objects.filter(pk=made.pk).update(submitted_at=NOW - timedelta(days=days))
    make_proposal(round, district, title="answered", cost_minor=500)
    response = desk.get(INBOX)
    assert titles(response) == ["old", "new", "open"]
    assert [turn for _, turn in response.context["rows"]] == ["publish", "publish", "value"]
    assert "week" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=published", ["Steps"]),
        ("status=all", ["Swings", "Steps"]),
        ("status=hidden", []),
        ("q=SWÍNG", ["Swings"]),
        ("round=spring", ["Swings", "Steps"]),
        ("round=nowhere&status=strange", ["Swings", "Steps"]),
    ],
)
def test_filters(query, found, desk, waiting, published):
    make_round("other")
    assert titles(desk.get(f"{INBOX}?{query}")) == found


def test_another_rounds_filter_leaves_nothing(desk, waiting):
    make_round("other")
    assert "Nothing fits that" in desk.get(f"{INBOX}?round=other").content.decode()


def test_an_empty_queue_says_so(desk, round):
    assert "Nothing waits" in desk.get(INBOX).content.decode()


def test_an_office_in_one_round_shows_that_round(waiting):
    other = make_round()
    moderator = make_official(Role.MODERATOR, round=other)
    assert titles(signed_in(moderator).get(INBOX)) == []
    assert signed_in(moderator).get(at(waiting)).status_code == 403


@pytest.mark.parametrize("address", ["", "{pk}/"])
def test_who_holds_no_such_office_is_sent_away(address, waiting, visitor):
    page = INBOX + address.format(pk=waiting.pk)
    assert visitor.get(page).url == f"/accounts/login/?next={page}"
    for person in (make_user(), make_official(Role.REGISTRAR), make_official(Role.ELECTION_OFFICER)):
        assert signed_in(person).get(page).status_code == 403


def test_an_auditor_reads_and_decides_nothing(waiting):
    client = signed_in(make_official(Role.AUDITOR))
    assert titles(client.get(INBOX)) == [waiting.title]
    assert "There is nothing you may decide" in client.get(at(waiting)).content.decode()
    assert client.post(at(waiting, "publish/")).status_code == 403
    assert Proposal.objects.get().status == "submitted"


@pytest.mark.parametrize("act", ["publish/", "return/", "hide/", "value/"])
def test_acts_ask_for_the_office_again(act, waiting, visitor):
    assert visitor.post(at(waiting, act)).url == f"/accounts/login/?next={at(waiting)}"
    assert signed_in(make_user()).post(at(waiting, act)).status_code == 403
    assert signed_in(make_official(Role.MODERATOR)).get(at(waiting, act)).status_code == 405
    assert Proposal.objects.get().status == "submitted"


def test_no_such_proposal(desk, round):
    assert desk.get(f"{INBOX}999/").status_code == 404
    assert desk.get(f"{INBOX}{10**30}/").status_code == 404


def test_the_page_offers_what_the_office_and_the_state_allow(waiting, published, moderator, reviewer):
    def offered(person, proposal):
        page = signed_in(person).get(at(proposal))
        return [verb for verb, is_allowed in page.context["may"].items() if is_allowed]

    assert offered(moderator, waiting) == ["publish", "return"]
    assert offered(moderator, published) == ["hide"]
    assert offered(reviewer, waiting) == []
    assert offered(reviewer, published) == ["value"]


def test_publishing_leads_to_the_next_that_waits(desk, round, district, waiting, published):
    last = make_proposal(round, district, title="Last", status="submitted")
    response = desk.post(at(waiting, "publish/"))
    assert response.url == at(last)
    assert "Published: Swings" in desk.get(response.url).content.decode()
    assert desk.post(at(last, "publish/")).url == INBOX
    assert set(Proposal.objects.values_list("status", flat=True)) == {"published"}


def test_ready_sentences_and_own_words_make_one_reason(desk, waiting):
    desk.post(at(waiting, "return/"), {"advice": ["place", "one"], "reason": "Thank you for the photos."})
    waiting.refresh_from_db()
    first, second, own = waiting.return_reason.split("\n\n")
    assert first.startswith("Please say where exactly")
    assert second.startswith("This holds more than one idea")
    assert own == "Thank you for the photos."


def test_a_ready_sentence_is_enough(desk, waiting):
    assert desk.post(at(waiting, "return/"), {"advice": ["again"]}).status_code == 302


def test_returning_needs_a_reason_and_keeps_the_page(desk, waiting):
    response = desk.post(at(waiting, "return/"), {"reason": " "})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say what has to change" in page
    assert 'href="#return_reason"' in page
    desk.post(at(waiting, "return/"), {"reason": "Say where."})
    assert Proposal.objects.get().return_reason == "Say where."


def test_hiding(desk, published):
    assert desk.post(at(published, "hide/"), {"reason": ""}).status_code == 422
    assert desk.post(at(published, "hide/"), {"reason": "Names a neighbour."}).status_code == 302
    assert Proposal.objects.get().status == "hidden"


def test_a_decision_that_comes_too_late_is_said_so(desk, waiting):
    desk.post(at(waiting, "publish/"))
    response = desk.post(at(waiting, "return/"), {"reason": "Say where, please."})
    assert response.status_code == 409
    assert "that cannot be done with it" in response.content.decode()


def test_answering(published, reviewer):
    desk = signed_in(reviewer)
    assert desk.get(at(published)).context["following"] is None
    wrong = desk.post(at(published, "value/"), {"feasibility": "feasible", "cost": "12 000", "reason": "Big."})
    assert wrong.status_code == 422
    assert "€12,000 is €2,000 more than Riverside has in this round: €10,000." in wrong.content.decode()
    assert "Big." in wrong.content.decode()
    assert desk.post(at(published, "value/"), {"cost": "abc"}).status_code == 422
    desk.post(at(published, "value/"), {"feasibility": "feasible", "cost": "8.600", "reason": ""})
    assert Valuation.objects.get().cost_minor == 8_600_00
    page = desk.get(at(published)).content.decode()
    assert "Answer anew" in page
    assert 'value="8600"' in page


def test_a_reviewer_goes_on_to_the_next_without_an_answer(published, round, district, reviewer, waiting):
    second = make_proposal(round, district, title="Second")
    desk = signed_in(reviewer)
    answer = {"feasibility": "unfeasible", "reason": "No."}
    assert desk.post(at(published, "value/"), answer).url == at(second)
    assert desk.get(at(waiting)).context["following"] == second


def test_who_moderates_and_answers_sees_both_in_turn(waiting, published, round, district):
    person = make_official(Role.MODERATOR)
    person.grants.create(role=Role.REVIEWER.value)
    desk = signed_in(person)
    assert desk.get(at(waiting)).context["following"] == published
    assert desk.get(at(published)).context["following"] == waiting


@pytest.mark.parametrize("address", [INBOX, f"{INBOX}?status=all"])
def test_the_inbox_costs_the_same_at_1_and_at_30(address, desk, round, district):
    costs = []
    for more in (1, 29):
        for number in range(more):
            status = ["submitted", "published"][number % 2]
            make_proposal(round, district, author=make_user(), status=status)
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(desk.get(address))) > 0
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 14


def test_what_people_write_is_never_markup(desk, round, district):
    attack = "<script>alert(1)</script>"
    made = make_proposal(
        round,
        district,
        status="returned",
        title=attack,
        summary=attack,
        body=attack,
        place=attack,
        return_reason=attack,
    )
    for page in (desk.get(at(made)), desk.get(f"{INBOX}?status=all")):
        assert "&lt;script&gt;" in page.content.decode()
        assert "<script>" not in page.content.decode()
