"""Complaints on pages: made by anybody, read with the reference, answered at the desk."""

import pytest
from django.core import mail
from django.urls import reverse

from city.models import Case, Round
from city.rules.phases import Verb
from city.rules.roles import Role
from tests.factories import NOW, cast_ballot, make_contest, make_district, make_official, make_voter
from tests.voting.views.test_desk import text
from voting.actions.complaining import complain
from voting.actions.voiding import void
from voting.models import Complaint, ComplaintAnswer, PendingCast
from voting.queries.complaints import Words
from voting.rules.slots import short_code

pytestmark = pytest.mark.django_db
MAKE, LIST = "/rounds/vote/complain/", "/rounds/vote/complaints/"
DESK, ONE = "/desk/rounds/vote/complaints/", "/desk/rounds/vote/complaints/1/"


@pytest.fixture
def contest():
    return make_contest(slug="vote", district=make_district("riverside"))


@pytest.fixture
def officer(client, election_officer):
    client.force_login(election_officer)
    return election_officer


def made(round, body="Not me.", contact="", code=""):
    return complain(actor=None, now=NOW, round=round, words=Words(body, contact, code))


def test_anybody_complains_and_finds_the_page_again(visitor, contest):
    answer = visitor.post(MAKE, {"text": "Somebody <b>voted</b> for me.", "code": "CRP1-9J6D-G5TY-C10P"})
    page = answer["Location"]
    shown = text(visitor.get(page))
    assert "Somebody &lt;b&gt;voted&lt;/b&gt; for me." in shown
    assert "You left no address" in shown
    assert "It waits for an answer" in shown
    reference = page.rstrip("/").rpartition("/")[2]
    typed = reference.lower().replace("-", " ")
    assert visitor.get(LIST, {"reference": typed})["Location"] == page
    assert "No complaint about this round has this reference" in text(visitor.get(LIST, {"reference": "C-1"}))
    assert visitor.get(f"{LIST}C-0000-0000-0000-0000/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"contact": ""}, "Say what is wrong."),
        ({"text": "It.", "code": "what?"}, "This is no code of a receipt."),
        ({"text": "It.", "contact": "nobody"}, "This is no e-mail address."),
        ({"text": "\u202e"}, "Say what is wrong."),
    ],
)
def test_what_is_wrong_with_the_form(visitor, contest, typed, says):
    answer = visitor.post(MAKE, typed)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not Complaint.objects.exists()


def test_when_it_is_too_late_the_page_says_so(visitor, contest):
    Round.objects.update(certified_at=NOW)
    assert "Nobody can complain about this round now" in text(visitor.get(MAKE))
    assert visitor.post(MAKE, {"text": "Late."}).status_code == 422


def test_the_public_list_shows_answers_and_nothing_that_was_written(visitor, contest, election_officer):
    complaint, _ = made(contest[0], "My neighbour did it.", "ada@example.org")
    ComplaintAnswer.objects.create(complaint=complaint, text="We looked.", is_upheld=False, answered_at=NOW)
    shown = text(visitor.get(LIST))
    assert "We looked." in shown
    assert "Not upheld" in shown
    assert "neighbour" not in shown
    assert "ada@" not in shown
    (told,) = visitor.get("/api/v1/rounds/vote/complaints").json()
    assert (told["number"], told["status"], told["answer"], told["case"]) == (1, "dismissed", "We looked.", None)


def test_who_reads_the_desk(client, contest, resident):
    made(contest[0], "My neighbour did it.")
    assert client.get(DESK)["Location"].startswith(reverse("account_login"))
    client.force_login(resident)
    assert client.get(ONE).status_code == 403
    client.force_login(make_official(Role.AUDITOR))
    assert "neighbour" not in text(client.get(ONE))
    assert client.post(ONE, {"text": "No.", "is_upheld": "no"}).status_code == 422
    client.force_login(make_official(Role.ELECTION_OFFICER, round=contest[0]))
    assert "neighbour" in text(client.get(ONE))
    assert "Complaint 1" in text(client.get(DESK))
    assert "Complaints to answer" in text(client.get("/desk/"))
    assert "waiting for an answer" in text(client.get("/desk/rounds/vote/"))


def test_an_officer_answers(client, contest, officer, mails_go_at_once):
    _complaint, reference = made(contest[0], contact="ada@example.org")
    assert "Say whether the complaint is right." in text(client.post(ONE, {"text": "No."}))
    assert client.post(ONE, {"text": "It was you.", "is_upheld": "no"})["Location"] == DESK
    assert "It was you." in text(client.get(f"{LIST}{reference}/"))
    assert "Your complaint is not upheld" in text(client.get(f"{LIST}{reference}/"))
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]
    assert "answered already" in text(client.post(ONE, {"text": "No.", "is_upheld": "no"}))


def test_a_case_from_a_complaint_names_the_ballot_that_counts(client, contest, officer):
    round, district = contest
    voter = make_voter(round, district)
    first = cast_ballot(voter, round, district, ["P01"])
    made(round, code=first.short_code)
    assert "This is the ballot that counts" in text(client.get(ONE))
    second = cast_ballot(voter, round, district, ["P02"], prev=1)
    shown = text(client.get(ONE))
    assert "Another ballot counts in its place" in shown
    assert short_code(second.h) in shown
    ask = f"{ONE}ask/void/"
    assert f'value="{short_code(second.h)}"' in client.get(ask).content.decode()
    answer = client.post(ask, {"code": short_code(second.h), "reason": "Not cast by its voter."})
    assert answer["Location"] == reverse("city:desk_cases")
    case = Case.objects.get()
    assert (case.arguments, Complaint.objects.get().case) == ({"h": second.h}, case)
    assert "Open a case from it" not in text(client.get(ONE))
    void(actor=None, now=NOW, cast=PendingCast.objects.get(h=second.h), reason="Not cast by its voter.")
    assert "This ballot is voided already" in text(client.get(ONE))


def test_a_code_that_no_ballot_has_is_grave(client, contest, officer):
    made(contest[0], code="0000-0000-0000-0000")
    assert "No ballot of this round has this code" in text(client.get(ONE))


def test_other_acts_can_be_asked_for_too(client, contest, officer):
    made(contest[0])
    assert client.get(f"{ONE}ask/extend/").status_code == 200
    assert "Say why." in text(client.post(f"{ONE}ask/extend/", {"reason": ""}))
    for kind in ("certify", "nonsense"):
        assert client.get(f"{ONE}ask/{kind}/").status_code == 404
    client.force_login(make_official(Role.AUDITOR))
    assert client.get(f"{ONE}ask/{Verb.VOID}/").status_code == 403


def test_what_is_forgotten_is_not_shown(client, contest, officer):
    complaint, reference = made(contest[0])
    Complaint.objects.filter(pk=complaint.pk).update(sealed="", forgotten_at=NOW)
    assert "It is removed." in text(client.get(f"{LIST}{reference}/"))
    assert "is not shown" in text(client.get(ONE))


def test_an_empty_list_is_kind(visitor, contest, officer, client):
    assert "No complaint so far" in text(visitor.get(LIST))
    assert "Nobody has complained" in text(client.get(DESK))
