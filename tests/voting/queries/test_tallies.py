import random

import pytest

from tests.factories import NOW, cast_ballot, make_contest, make_voter
from voting.actions.sealing import seal
from voting.models import LogLeaf, Publication
from voting.queries import tallies
from voting.queries.log import log_size
from voting.queries.tallies import Mark, mark, standing

pytestmark = pytest.mark.django_db
BEGINNING = 3  # open, roll, audit


def cast_all(voters, contest, prev=0):
    for voter in voters:
        cast_ballot(voter, *contest, ["P01"], prev=prev)


@pytest.mark.parametrize("visibility", ["live", "daily", "turnout_only", "hidden"])
def test_every_voter_is_one_ballot_cast_wherever_it_lies(visibility):
    contest = make_contest(visibility=visibility)
    voters = [make_voter(*contest) for _ in range(30)]
    cast_all(voters, contest)
    sample = random.Random(7).sample
    seal(now=NOW, sample=sample)
    cast_all(voters[:12], contest, prev=1)
    while seal(now=NOW, sample=sample):
        assert standing(contest[0], NOW).cast == 30
    shown = standing(contest[0], NOW)
    assert shown.cast == 30
    assert shown.turnout[contest[1].code]["cast"] == 30
    assert shown.size == LogLeaf.objects.count() == log_size(contest[0])


def test_a_mix_between_the_reads_is_noticed(monkeypatch):
    """Without a second look the counts would be those of another moment than the turnout."""
    contest = make_contest()
    cast_all([make_voter(*contest) for _ in range(20)], contest)
    count, mixes = tallies._cast, []

    def count_while_a_mix_happens(round, kept):
        found = count(round, kept)
        mixes.append(seal(now=NOW))
        return found if len(mixes) > 1 else dict.fromkeys(found, 99)

    monkeypatch.setattr(tallies, "_cast", count_while_a_mix_happens)
    shown = standing(contest[0], NOW)
    assert (shown.size, shown.cast, shown.sealed) == (BEGINNING + 10 + 1, 20, 10)


def test_a_mark_moves_with_a_ballot_and_with_a_mix():
    contest = make_contest()
    assert mark(contest[0]) == Mark(0, 0)
    cast_all([make_voter(*contest) for _ in range(19)], contest)
    seal(now=NOW)
    assert mark(contest[0]) == Mark(BEGINNING, 19)
    cast_all([make_voter(*contest)], contest)
    seal(now=NOW)
    assert mark(contest[0]) == Mark(BEGINNING + 10 + 1, 20)


def test_no_ballot_is_read_for_the_standing(django_assert_max_num_queries):
    contest = make_contest()
    cast_all([make_voter(*contest) for _ in range(20)], contest)
    seal(now=NOW)
    with django_assert_max_num_queries(7) as queries:
        standing(contest[0], NOW)
    assert not any("sealedcast" in query["sql"] or "pendingcast" in query["sql"] for query in queries)


def test_no_count_is_shown_while_nobody_has_looked_at_a_difference():
    round, _ = make_contest()
    seal(now=NOW)
    assert standing(round, NOW).tally is not None
    Publication.objects.update(is_frozen=True, reason="It differs.")
    assert standing(round, NOW).tally is None


def test_before_the_first_mix_every_idea_has_no_votes():
    round, district = make_contest()
    assert standing(round, NOW).tally == {district.code: {"P01": 0, "P02": 0, "P03": 0}}
