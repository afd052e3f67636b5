from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.rules.phases import PhaseKind
from voting.rules.terms import Draft, Season, faults, settled

DAY = datetime(2026, 3, 1, tzinfo=UTC)
PURSES = {"north": 500_00, "south": 900_00}


def season(first, days=5):
    return Season(DAY + timedelta(days=first), DAY + timedelta(days=first + days))


SEASONS = {
    PhaseKind.PROPOSING: season(0),
    PhaseKind.REVIEWING: season(3),
    PhaseKind.VOTING: season(10),
    PhaseKind.CHALLENGING: season(15),
    PhaseKind.DELIVERING: season(15, 300),
}


def draft(**fields):
    return Draft(**{"kind": "approval", "seasons": SEASONS, "purses": PURSES, **fields})


def test_sound_terms_have_no_fault():
    assert faults(draft()) == []
    assert faults(draft(min_choices=1, max_choices=1, min_spend_minor=500_00, max_spend_minor=500_00)) == []
    assert faults(draft(kind="points", points=10, max_points_each=10)) == []
    assert faults(draft(kind="ranking", scoring=[3, 3, 1])) == []
    assert faults(draft(may_vote_in="any", may_vote_in_count=2, k=1_000, min_age=120)) == []
    assert faults(draft(seasons={}, purses={})) == []


@pytest.mark.parametrize(
    ("fields", "code", "about"),
    [
        ({"min_choices": 3, "max_choices": 2}, "too_few_choices", "max_choices"),
        ({"max_choices": 0}, "too_few_choices", "max_choices"),
        ({"min_spend_minor": 2, "max_spend_minor": 1}, "too_little_spend", "max_spend_minor"),
        ({"min_spend_minor": 500_01}, "too_much_spend", "min_spend_minor"),
        ({"kind": "points"}, "no_points", "points"),
        ({"kind": "points", "points": 5, "max_points_each": 6}, "too_many_points", "max_points_each"),
        ({"kind": "ranking", "scoring": [1, 3]}, "no_scoring", "scoring"),
        ({"kind": "ranking", "scoring": [3, 0]}, "no_scoring", "scoring"),
        ({"may_vote_in": "any", "may_vote_in_count": 0}, "no_such_count", "may_vote_in_count"),
        ({"may_vote_in": "any", "may_vote_in_count": 3}, "no_such_count", "may_vote_in_count"),
        ({"min_age": 121}, "too_old", "min_age"),
        ({"k": 9}, "no_mix", "k"),
        ({"k": 1_001}, "no_mix", "k"),
        ({"seasons": {PhaseKind.VOTING: season(3, 0)}}, "closes_before", "voting_closes_at"),
        ({"seasons": SEASONS | {PhaseKind.VOTING: season(4)}}, "before_proposing", "voting_opens_at"),
        ({"seasons": SEASONS | {PhaseKind.CHALLENGING: season(14)}}, "before_voting", "challenging_opens_at"),
        ({"seasons": SEASONS | {PhaseKind.DELIVERING: season(14)}}, "before_voting", "delivering_opens_at"),
    ],
)
def test_each_fault_names_its_field(fields, code, about):
    assert [(fault.code, fault.about) for fault in faults(draft(**fields))] == [(code, about)]


def test_all_faults_come_at_once():
    found = faults(draft(kind="points", max_choices=0, k=1, min_age=200, seasons={PhaseKind.VOTING: season(0, -1)}))
    assert {fault.about for fault in found} == {"max_choices", "points", "k", "min_age", "voting_closes_at"}


def test_what_a_kind_of_ballot_does_not_have_is_left_out():
    whole = {"points": 5, "max_points_each": 2, "scoring": [2, 1], "min_choices": 3, "may_vote_in_count": 2}
    one = settled(draft(kind="choose-one", **whole))
    assert (one.min_choices, one.max_choices, one.points, one.max_points_each) == (1, 1, None, None)
    assert (one.scoring, one.may_vote_in_count) == ((), 1)
    assert settled(draft(kind="points", **whole)).points == 5
    assert settled(draft(kind="ranking", **whole)).scoring == [2, 1]
    assert settled(draft(may_vote_in="any", **whole)).may_vote_in_count == 2


@given(
    kind=st.sampled_from(["approval", "choose-one", "knapsack", "points", "ranking"]),
    numbers=st.lists(st.none() | st.integers(0, 9), min_size=3, max_size=3),
    scoring=st.lists(st.integers(0, 5), max_size=3),
)
def test_settling_twice_is_settling_once_and_adds_no_fault_of_what_it_leaves_out(kind, numbers, scoring):
    most, points, each = numbers
    terms = settled(draft(kind=kind, max_choices=most, points=points, max_points_each=each, scoring=scoring))
    assert settled(terms) == terms
    about = {fault.about for fault in faults(terms)}
    assert kind == "points" or not about & {"points", "max_points_each"}
    assert kind == "ranking" or "scoring" not in about
