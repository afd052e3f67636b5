import pytest

from city.models import AuditEntry
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_contest, make_district, make_official, make_residency, make_user, make_voter
from voting.actions.keys import make_key
from voting.actions.roll import enrol
from voting.models import RollEntry
from voting.queries.admission import roll_entry
from voting.queries.keys import KeyMissingError, key_path
from voting.queries.roll import entry_of, rights, version

pytestmark = pytest.mark.django_db


def test_a_person_stands_on_the_roll_once_under_a_keyed_hash():
    round, district = make_contest()
    user = make_user("Ada@example.org")
    residency = make_residency(user, district)
    first = enrol(actor=None, now=NOW, round=round, residency=residency)
    again = enrol(actor=None, now=NOW, round=round, residency=residency)
    assert first == again
    assert "ada@" not in RollEntry.objects.get().identity_hmac
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


def test_a_registrar_enrols_in_season_and_nobody_else_does(moderator):
    round, district = make_contest()
    residency = make_residency(make_user(), district)
    registrar = make_official(Role.REGISTRAR, round)
    with pytest.raises(Refused) as caught:
        enrol(actor=moderator, now=NOW, round=round, residency=residency)
    assert caught.value.kind is Kind.FORBIDDEN
    enrol(actor=registrar, now=NOW, round=round, residency=residency)
    assert AuditEntry.objects.filter(verb="enrol", actor=registrar).count() == 1


def test_a_tag_in_an_address_makes_no_second_person():
    round, district = make_contest()
    for email in ("ada@example.org", "ada+2@example.org", "Ada+3@Example.org"):
        enrol(actor=None, now=NOW, round=round, residency=make_residency(make_user(email), district))
    assert RollEntry.objects.count() == 1


def test_the_link_from_a_log_in_to_its_entry_goes_with_the_key_of_the_round():
    round, district = make_contest()
    voter = make_voter(round, district)
    key_path(round).unlink()
    assert entry_of(voter, round) is None
    with pytest.raises(KeyMissingError):
        make_key(round)


def test_a_roll_proved_too_weakly_lets_nobody_vote():
    round, district = make_contest()
    voter = make_voter(round, district)
    RollEntry.objects.update(level=1)
    round.min_level = 3
    with pytest.raises(Refused) as caught:
        roll_entry(voter, round)
    assert [reason.code for reason in caught.value.reasons] == ["level_too_low"]
