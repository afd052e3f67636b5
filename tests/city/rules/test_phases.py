from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.rules.phases import ALWAYS, PHASES, ROLL, PhaseKind, Stretch, Verb, permits, rescheduled
from city.rules.roles import TWO_PERSON

OPENS = datetime(2026, 6, 1, 8, tzinfo=UTC)
CLOSES = datetime(2026, 6, 14, 18, tzinfo=UTC)
VOTING = Stretch(PhaseKind.VOTING, OPENS, CLOSES)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [(OPENS - MOMENT, False), (OPENS, True), (CLOSES - MOMENT, True), (CLOSES, False)],
)
def test_a_phase_is_open_from_its_opening_and_not_at_its_close(now, is_open):
    assert VOTING.is_open(now) is is_open
    assert permits([VOTING], Verb.CAST, now) is is_open


def test_a_phase_permits_only_its_own_verbs():
    assert not permits([VOTING], Verb.SUBMIT, OPENS)
    assert not permits([], Verb.CAST, OPENS)


def test_every_phase_has_an_owner_and_an_exit_and_permits_something():
    assert set(PHASES) == set(PhaseKind)
    assert all(rule.owner and rule.exit and rule.verbs for rule in PHASES.values())


def test_every_verb_is_permitted_in_some_phase_or_belongs_to_none():
    in_season = {verb for rule in PHASES.values() for verb in rule.verbs}
    assert in_season | ALWAYS == set(Verb)
    assert not in_season & ALWAYS


def test_what_belongs_to_no_season_is_always_permitted():
    assert all(permits([], verb, OPENS) for verb in ALWAYS)


def test_nothing_that_could_change_who_wins_is_permitted_to_one_person_while_people_vote():
    at_stations = {Verb.SET_UP_STATION, Verb.CHECK_OFF, Verb.ASSIST, Verb.TYPE_PAPER}
    assert PHASES[PhaseKind.VOTING].verbs - ROLL - TWO_PERSON == {Verb.CAST, Verb.COMPLAIN} | at_stations


@pytest.mark.parametrize("phase", [PhaseKind.PROPOSING, PhaseKind.REVIEWING, PhaseKind.VOTING])
def test_the_roll_is_kept_until_the_vote_closes(phase):
    assert PHASES[phase].verbs >= ROLL == {Verb.ENROL, Verb.ATTEST, Verb.IMPORT_ROLL}


@given(hours=st.integers(-300, 300).filter(bool), gap=st.integers(0, 50))
def test_what_follows_a_vote_moves_with_its_close_and_what_came_before_stays(hours, gap):
    before = Stretch(PhaseKind.REVIEWING, OPENS - timedelta(days=20), OPENS)
    challenging = Stretch(PhaseKind.CHALLENGING, CLOSES + timedelta(hours=gap), CLOSES + timedelta(days=14))
    closes_at = CLOSES + timedelta(hours=hours)
    moved = rescheduled([before, VOTING, challenging], closes_at)
    assert moved[0] == before
    assert (moved[1].opens_at, moved[1].closes_at) == (OPENS, closes_at)
    assert moved[2].opens_at - closes_at == challenging.opens_at - CLOSES
    assert moved[2].closes_at - moved[2].opens_at == challenging.closes_at - challenging.opens_at


def test_a_vote_moved_there_and_back_is_where_it_was():
    phases = [VOTING, Stretch(PhaseKind.CHALLENGING, CLOSES, CLOSES + timedelta(days=14))]
    assert rescheduled(rescheduled(phases, CLOSES + timedelta(days=3)), CLOSES) == phases
