"""A vote with ballots in its log, for tests of receipts: what is cast, sealed and published."""

from datetime import timedelta

from city.models import Round
from city.rules.phases import PhaseKind
from tests.factories import NOW, add_phase, cast_ballot, make_contest, make_district, make_voter
from voting.actions.publishing import publish
from voting.actions.sealing import seal

OVER = timedelta(hours=1)  # how long ago a vote closed that is over; the promise allows one hour


def make_vote(count=0, **fields):
    """A vote of Riverside, and the receipts of so many neighbours."""
    round, district = make_contest(district=make_district("riverside"), slug="vote", **fields)
    return round, district, [vote(round, district) for _ in range(count)]


def vote(round, district, choices=("P01",), *, voter=None, prev=0):
    return cast_ballot(voter or make_voter(round, district), round, district, list(choices), prev=prev)


def close(round, *, ago=OVER):
    """The vote is over, and its result is open to challenge."""
    voting = round.phases.filter(kind=PhaseKind.VOTING.value)
    voting.update(closes_at=NOW - ago)
    if not round.phases.filter(kind=PhaseKind.CHALLENGING.value).exists():
        add_phase(round, PhaseKind.CHALLENGING, opens=-0.01, days=14)
    return Round.objects.get(pk=round.pk)


def open_again(round):
    round.phases.filter(kind=PhaseKind.CHALLENGING.value).delete()
    round.phases.update(closes_at=NOW + timedelta(days=1))


def seal_and_publish(round):
    seal(now=NOW)
    publish(round=Round.objects.get(pk=round.pk))
