from datetime import UTC, datetime, timedelta

import pytest

from city.rules.phases import PHASES, ROLL, PhaseKind, Stretch, Verb, permits

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


def test_every_verb_is_permitted_in_some_phase():
    assert {verb for rule in PHASES.values() for verb in rule.verbs} == set(Verb)


def test_nothing_that_could_change_who_wins_is_permitted_while_people_vote():
    assert PHASES[PhaseKind.VOTING].verbs - ROLL == {Verb.CAST}
