import json
import time

import pytest
from django.test import Client

from city.models import User
from city.queries.belongings import PARTS, belongings
from city.rules.roles import Role
from proposals.models import StatusName
from tests.factories import cast_ballot, make_contest, make_official, make_proposal, make_round, make_voter
from voting.models import PendingCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def voter(client):
    round, district = make_contest()
    user = make_voter(round, district, "ada@example.org")
    make_proposal(round, district, author=user, title="A bench", body="Two lines\nof it", status=StatusName.SUBMITTED)
    cast_ballot(user, round, district, ["P01"])
    client.force_login(user)
    return user


def test_every_room_gives_its_part(voter):
    assert {part.key for part in PARTS} == {
        "account",
        "residency",
        "offices",
        "sign_ins",
        "acts",
        "proposals",
        "rights_to_vote",
    }
    for part in PARTS:
        assert all(set(row) == set(part.labels) for row in part.rows(voter)), part.key


def test_the_file_holds_what_is_tied_to_the_account_and_no_ballot(client, voter):
    answer = client.get("/me/export.json")
    assert "attachment" in answer["Content-Disposition"]
    held = json.loads(answer.content)
    assert held["account"][0]["email"] == "ada@example.org"
    assert held["proposals"][0]["title"] == "A bench"
    assert held["residency"]
    assert held["rights_to_vote"]
    assert "cannot be" in held["ballots"]
    cast = PendingCast.objects.get()
    for secret in (cast.h, cast.slot, cast.nonce, "P01"):
        assert secret not in answer.content.decode()


def test_the_page_says_the_same(client, voter):
    text = client.get("/me/export/").content.decode()
    for words in ("ada@example.org", "A bench", "Two lines\nof it", "Your ballots are not in here"):
        assert words in text


def test_nobody_elses_things_are_in_it(client, voter):
    other = make_proposal(make_round(), voter.residency.district, title="Not hers", author=make_official(Role.AUDITOR))
    assert other.title not in client.get("/me/export.json").content.decode()
    assert belongings(other.author)["offices"] == [{"role": "auditor", "round": ""}]
    assert belongings(other.author)["residency"] == []


def test_an_account_is_erased_after_one_more_question(client, voter):
    assert "Erase it for good" in client.get("/me/erase/").content.decode()
    elsewhere = Client()
    elsewhere.force_login(voter)
    page = client.post("/me/erase/", follow=True)
    assert "Your account is erased" in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert elsewhere.get("/me/").status_code == 302
    assert not User.objects.filter(email="ada@example.org").exists()


def test_a_sign_in_that_is_not_fresh_is_asked_for_again(client, voter):
    session = client.session
    session["began_at"] = time.time() - 700
    session.save()
    assert client.get("/me/erase/").url.startswith("/me/confirm/")
    assert client.post("/me/erase/").url.startswith("/me/confirm/")
    assert User.objects.get(pk=voter.pk).is_active


def test_an_official_is_told_what_to_do_first(client, moderator):
    client.force_login(moderator)
    assert "It has to end first" in client.get("/me/erase/").content.decode()
    answer = client.post("/me/erase/")
    assert answer.status_code == 409
    assert User.objects.get(pk=moderator.pk).is_active


def test_a_page_of_a_former_user_says_so(client, voter):
    proposal = make_proposal(make_round(), voter.residency.district, author=voter)
    client.post("/me/erase/")
    assert "A former user" in Client().get(proposal.get_absolute_url()).content.decode()
