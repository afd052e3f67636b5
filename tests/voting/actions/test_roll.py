import pytest

from city.models import AuditEntry
from city.rules.refusal import Refused
from tests.factories import NOW, make_contest, make_district, make_residency, make_user, make_voter
from voting.actions.roll import enrol
from voting.models import RollEntry
from voting.queries.roll import entry_of, rights, version

pytestmark = pytest.mark.django_db


def test_a_person_stands_on_the_roll_once_under_a_keyed_hash():
    round, district = make_contest()
    user = make_user("Ada@example.org")
    residency = make_residency(user, district)
    first = enrol(actor=None, now=NOW, round=round, residency=residency)
    again = enrol(actor=None, now=NOW, round=round, residency=residency)
    assert first == again
    assert "ada" not in RollEntry.objects.get().identity_hmac
    assert AuditEntry.objects.filter(verb="enrol").count() == 1
    assert entry_of(user, round) == first


def test_two_rounds_cannot_be_connected_by_their_rolls():
    (first, district), (second, _) = make_contest(), make_contest()
    residency = make_residency(make_user(), district)
    hashes = {enrol(actor=None, now=NOW, round=round, residency=residency).identity_hmac for round in (first, second)}
    assert len(hashes) == 2


def test_a_weak_proof_is_refused_where_a_stronger_is_asked_for():
    round, district = make_contest(min_level=2)
    with pytest.raises(Refused):
        enrol(actor=None, now=NOW, round=round, residency=make_residency(make_user(), district, level=1))


def test_a_voter_has_a_right_in_the_own_district():
    round, district = make_contest()
    entry = entry_of(make_voter(round, district), round)
    [right] = rights(entry, round)
    assert (right.contest.district, right.version) == (district.code, 0)
    assert version(right.slot) == 0


def test_who_lives_elsewhere_has_no_right():
    round, _ = make_contest()
    assert rights(entry_of(make_voter(round, make_district()), round), round) == []


def test_without_a_key_nobody_is_on_the_roll():
    round, _ = make_contest(frozen=False)
    assert entry_of(make_user(), round) is None
