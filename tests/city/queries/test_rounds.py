import pytest

from city.queries.rounds import districts_of, envelopes_of, rounds
from city.rules.phases import PhaseKind
from tests.factories import add_phase, make_district, make_envelope, make_round

pytestmark = pytest.mark.django_db


def test_the_latest_round_comes_first():
    old, later = make_round(opens=-300), make_round(phase=PhaseKind.PROPOSING, opens=-20, days=60)
    add_phase(old, PhaseKind.DELIVERING, opens=-10, days=300)
    assert list(rounds()) == [later, old]


def test_a_round_has_the_districts_of_its_envelopes():
    round, inside = make_round(), make_district()
    make_district()
    envelope = make_envelope(round, inside)
    assert list(districts_of(round)) == [inside]
    assert list(envelopes_of(round)) == [envelope]
