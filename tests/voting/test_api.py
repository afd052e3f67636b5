from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.test import Client
from redis.exceptions import ConnectionError as RedisAwayError

from city.models import District, User
from proposals.models import Proposal
from tests.factories import (
    NOW,
    cast_ballot,
    make_contest,
    make_district,
    make_envelope,
    make_proposal,
    make_user,
    make_voter,
)
from voting.actions.freezing import freeze
from voting.actions.sealing import seal
from voting.models import Award, Outcome, PendingCast
from voting.queries.log import log_size

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(slug="spring", ballot_kind="knapsack", max_choices=2)


@pytest.fixture
def voter(contest, client):
    client.force_login(make_voter(*contest))
    return client


def ballot(district, choices=("P01",), **fields):
    return {
        "cast_id": str(uuid4()),
        "district": getattr(district, "code", district),
        "prev": 0,
        "nonce": "11" * 32,
        "choices": list(choices),
    } | fields


def post(client, body, slug="spring"):
    return client.post(f"/api/v1/rounds/{slug}/ballots", body, content_type="application/json")


def assert_problem(answer, status, code=None, field=None):
    assert answer["Content-Type"] == "application/problem+json", answer.content
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status), body
    assert body["detail"]
    if code:
        (error,) = [error for error in body["errors"] if error["code"] == code]
        assert error["message"]
        assert error["field"] == field
        return error
    return None


def test_a_ballot_is_answered_with_its_receipt(voter, contest):
    answer = post(voter, ballot(contest[1], ["P02", "P01"]))
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    receipt = answer.json()
    row = PendingCast.objects.get()
    assert (receipt["h"], receipt["version"], receipt["ballot"]["choices"]) == (row.h, 1, ["P01", "P02"])
    assert set(receipt) == {
        "round", "manifest", "district", "cast_id", "version", "ballot", "nonce", "slot_opening", "h", "short_code",
        "promise", "checkpoint",
    }  # fmt: skip


def test_the_same_request_again_is_the_same_receipt(voter, contest):
    body = ballot(contest[1])
    first, again = post(voter, body), post(voter, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert first.json()["promise"].startswith("pbv1/promise\n")
    assert PendingCast.objects.count() == 1


def test_an_overtaken_ballot_names_the_version_that_is_in(voter, contest):
    post(voter, ballot(contest[1]))
    error = assert_problem(post(voter, ballot(contest[1], ["P02"])), 409, "overtaken", "prev")
    assert error["current"] == 1
    assert post(voter, ballot(contest[1], ["P02"], prev=1)).status_code == 201


def test_the_sixth_change_in_an_hour_is_refused(voter, contest):
    for prev in range(6):
        assert post(voter, ballot(contest[1], prev=prev)).status_code == 201
    assert_problem(post(voter, ballot(contest[1], prev=6)), 429, "too_many_recasts", "")


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        (["P01", "P03", "P04"], "over_budget"),
        (["P01", "P02", "P04"], "too_many"),
        (["E01"], "foreign_project"),
        (["P77"], "unknown_project"),
        (["P01", "P01"], "duplicate_project"),
        ([7], "bad_choice"),
        ([None], "bad_choice"),
        ([["P01"]], "bad_choice"),
        (["P01\x00"], "unknown_project"),
        (["P01"] * 5000, "too_long"),
    ],
)
def test_a_ballot_that_breaks_a_rule_is_not_stored(client, choices, code):
    contest = make_contest(
        (4_000_00, 5_000_00, 6_000_00, 100_00), slug="spring", ballot_kind="knapsack", max_choices=2, frozen=False
    )
    elsewhere = make_district("elsewhere")
    make_envelope(contest[0], elsewhere)
    make_proposal(contest[0], elsewhere, cost_minor=100, code="E01")
    freeze(actor=None, now=NOW, round=contest[0])
    client.force_login(make_voter(*contest))
    assert_problem(post(client, ballot(contest[1], choices)), 422, code, "choices")
    assert not PendingCast.objects.exists()


@pytest.mark.parametrize("choices", ["P01", {"P01": 1}, None, 3])
def test_choices_are_a_list(voter, contest, choices):
    assert_problem(post(voter, ballot(contest[1]) | {"choices": choices}), 422, "not_a_list", "choices")


def test_what_the_client_says_about_costs_is_refused(voter, contest):
    assert_problem(post(voter, ballot(contest[1], costs={"P01": 1})), 422, "extra_forbidden", "costs")


def test_a_cost_that_changed_after_the_freeze_changes_nothing(voter, contest):
    Proposal.objects.get(code="P01").valuation.__class__.objects.update(cost_minor=1)
    assert_problem(post(voter, ballot(contest[1], ["P02", "P03"])), 422, "over_budget", "choices")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"cast_id": "one"}, "cast_id"),
        ({"prev": -1}, "prev"),
        ({"prev": "many"}, "prev"),
        ({"nonce": 5}, "nonce"),
        ({"district": "x" * 65}, "district"),
        ({"district": None}, "district"),
    ],
)
def test_a_field_of_the_wrong_shape_is_named(voter, contest, fields, field):
    answer = post(voter, ballot(contest[1]) | fields)
    assert_problem(answer, 422)
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"ballot"', "\x00"])
def test_what_is_no_ballot_at_all_is_a_problem(voter, body):
    answer = voter.post("/api/v1/rounds/spring/ballots", body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert_problem(answer, answer.status_code)


def test_who_is_not_signed_in_is_told_to(client, contest):
    assert_problem(post(client, ballot(contest[1])), 401)


def test_a_session_without_the_token_of_the_page_is_not_enough(contest):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_voter(*contest))
    assert_problem(post(client, ballot(contest[1])), 403)
    assert not PendingCast.objects.exists()


def test_who_is_not_on_the_roll_is_refused(client, contest):
    client.force_login(make_user())
    assert_problem(post(client, ballot(contest[1])), 403, "not_on_roll", "")


def test_a_district_without_a_vote_is_not_found(voter):
    assert_problem(post(voter, ballot("nowhere")), 404, "no_such_contest", "district")


def test_another_district_is_refused(client):
    round, home = make_contest(slug="spring", frozen=False)
    other = make_district("other")
    make_envelope(round, other)
    make_proposal(round, other, cost_minor=100)
    freeze(actor=None, now=NOW, round=round)
    client.force_login(make_voter(round, home))
    assert_problem(post(client, ballot(other)), 403, "not_your_district", "district")


def test_a_round_that_is_not_there_is_not_found(voter, contest):
    assert_problem(post(voter, ballot(contest[1]), slug="autumn"), 404)


def test_a_closed_round_is_gone(voter, contest):
    contest[0].phases.update(closes_at=NOW)
    assert_problem(post(voter, ballot(contest[1])), 410, "closed", "")


def test_no_log_line_of_a_ballot_names_the_voter(voter, contest, caplog):
    caplog.set_level("DEBUG")
    post(voter, ballot(contest[1]))
    post(voter, ballot(contest[1]))
    assert post(voter, ballot(contest[1], ["P77"])).status_code == 422
    assert "Unprocessable" in caplog.text
    user = User.objects.get()
    assert user.email not in caplog.text
    assert not any(user in (record.args or ()) for record in caplog.records)


def test_the_tally_is_the_snapshot_of_the_websocket(visitor, contest):
    district = contest[1]
    for _ in range(20):
        cast_ballot(make_voter(*contest), *contest, ["P01"])
    seal(now=NOW)
    shown = visitor.get("/api/v1/rounds/spring/tally").json()
    assert shown.pop("at").endswith("Z")
    assert shown == {
        "type": "snapshot",
        "round": "spring",
        "size": log_size(contest[0]),
        "cast": 20,
        "sealed": 10,
        "tally": {district.code: {"P01": 10, "P02": 0, "P03": 0}},
        "turnout": {district.code: {"cast": 20, "sealed": 10}},
    }


def test_an_unchanged_tally_is_not_sent_twice(visitor, contest):
    first = visitor.get("/api/v1/rounds/spring/tally")
    etag = first["ETag"]
    assert etag.startswith('"')
    assert visitor.get("/api/v1/rounds/spring/tally").content == first.content
    assert visitor.get("/api/v1/rounds/spring/tally", headers={"If-None-Match": etag}).status_code == 304
    cast_ballot(make_voter(*contest), *contest, ["P01"])
    seal(now=NOW)
    moved = visitor.get("/api/v1/rounds/spring/tally", headers={"If-None-Match": etag})
    assert (moved.status_code, moved.json()["cast"]) == (200, 1)


def test_without_its_cache_the_platform_still_answers_and_takes_ballots(voter, contest, monkeypatch):
    away = Mock(**{"add.side_effect": RedisAwayError})
    monkeypatch.setattr("voting.actions.casting.cache", away)
    assert post(voter, ballot(contest[1])).status_code == 201
    assert post(voter, ballot(contest[1], prev=1)).status_code == 201
    seal(now=NOW)
    assert voter.get("/api/v1/rounds/spring/tally").json()["cast"] == 1


@pytest.mark.parametrize("visibility", ["turnout_only", "hidden"])
def test_hidden_counts_are_hidden_from_programs_too(visitor, visibility):
    contest = make_contest(slug="quiet", visibility=visibility)
    for _ in range(20):
        cast_ballot(make_voter(*contest), *contest, ["P01"])
    seal(now=NOW)
    shown = visitor.get("/api/v1/rounds/quiet/tally").json()
    assert shown["tally"] is None
    assert shown["cast"] == 20
    assert '"P01"' not in visitor.get("/api/v1/rounds/quiet/tally").content.decode()


def test_a_tally_of_no_round_is_not_found(visitor):
    assert_problem(visitor.get("/api/v1/rounds/nowhere/tally"), 404)


def test_an_outcome_that_is_not_there_yet_is_not_found(visitor, contest):
    assert_problem(visitor.get("/api/v1/rounds/spring/outcome"), 404)


def test_the_outcome_names_winners_and_sums(visitor, contest, django_assert_max_num_queries):
    round, district = contest
    outcome = Outcome.objects.create(
        round=round, district=district, rule="greedy", is_official=True, budget_minor=10_000_00,
        spent_minor=4_000_00, ballots=7, losers={"P02": "no room"}, counted_at=NOW,
    )  # fmt: skip
    proposal = Proposal.objects.get(code="P01")
    Award.objects.create(outcome=outcome, proposal=proposal, position=1, amount_minor=4_000_00)
    with django_assert_max_num_queries(9):
        shown = visitor.get("/api/v1/rounds/spring/outcome").json()
    (counted,) = shown.pop("contests")
    assert shown == {
        "round": "spring",
        "currency": "EUR",
        "result": {"state": "provisional", "since": None, "until": None},
        "certified_at": None,
        "protocol": None,
        "versions": [],
        "decisions": [],
    }
    assert counted["winners"] == [{"position": 1, "code": "P01", "title": proposal.title, "amount_minor": 4_000_00}]
    assert (counted["district"], counted["losers"]) == (District.objects.get().code, {"P02": "no room"})
