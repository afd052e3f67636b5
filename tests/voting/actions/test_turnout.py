import random
from datetime import timedelta

import pytest

from tests.factories import NOW, cast_ballot, make_contest, make_district, make_envelope, make_voter
from voting.actions.sealing import seal
from voting.actions.turnout import keep_turnout
from voting.models import PendingCast, SealedCast, Turnout

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


def kept():
    return Turnout.objects.get()


def test_every_contest_has_its_row_from_the_first_on():
    round, _district = make_contest(frozen=False)
    make_envelope(round, make_district())
    keep_turnout(round=round, now=NOW)
    assert sorted(Turnout.objects.values_list("cast", "sealed", "size")) == [(0, 0, 0)] * 2


def test_a_voter_counts_once_however_often_they_change_their_mind():
    contest = make_contest()
    voter = make_voter(*contest)
    for prev in range(3):
        cast_ballot(voter, *contest, ["P01"], prev=prev)
    keep_turnout(round=contest[0], now=NOW)
    assert (kept().cast, kept().sealed) == (1, 0)


def test_it_equals_a_count_of_voters_after_every_mix():
    """Counted on from where it was, never anew: and yet always what counting anew would give."""
    contest, chance = make_contest(), random.Random(7)
    people = [make_voter(*contest) for _ in range(45)]
    versions = dict.fromkeys(people, 0)
    for _ in range(12):
        for voter in chance.sample(people, 12):
            cast_ballot(voter, *contest, ["P01"], prev=versions[voter])
            versions[voter] += versions[voter] < 5
            if versions[voter] == 5:
                people.remove(voter)
        seal(now=NOW, sample=chance.sample)
        slots = set(SealedCast.objects.values_list("slot", flat=True))
        assert kept().sealed == len(slots)
        assert kept().cast == len(slots | set(PendingCast.objects.values_list("slot", flat=True)))
    assert kept().sealed


def test_where_nothing_moved_nothing_is_written():
    contest = make_contest()
    keep_turnout(round=contest[0], now=NOW)
    keep_turnout(round=contest[0], now=LATER)
    assert kept().moved_at == NOW
    cast_ballot(make_voter(*contest), *contest, ["P01"])
    keep_turnout(round=contest[0], now=LATER)
    assert kept().moved_at == LATER
