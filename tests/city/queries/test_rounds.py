import pytest

from city.queries.rounds import current_round, districts_of, envelopes_of, has_envelope, rounds
from city.rules.phases import PhaseKind
from tests.factories import NOW, make_district, make_envelope, make_round

pytestmark = pytest.mark.django_db


def test_the_current_round_is_the_one_that_votes_then_proposes_then_the_latest():
    assert current_round(NOW) is None
    old = make_round(opens=-300)
    assert current_round(NOW) == old
    proposing = make_round(phase=PhaseKind.PROPOSING, opens=-20, days=60)
    assert current_round(NOW) == proposing
    voting = make_round(opens=-30, days=60)
    assert current_round(NOW) == voting
    assert list(rounds()) == [proposing, voting, old]


def test_an_imported_round_is_current_only_where_there_is_no_other():
    make_round(is_imported=True)
    own = make_round(opens=-300)
    assert current_round(NOW) == own


def test_a_round_has_the_districts_of_its_envelopes():
    round, inside, outside = make_round(), make_district(), make_district()
    envelope = make_envelope(round, inside)
    assert list(districts_of(round)) == [inside]
    assert list(envelopes_of(round)) == [envelope]
    assert has_envelope(round, inside)
    assert not has_envelope(round, outside)
