"""Ballots of invented residents, cast through the platform's own action."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from city.models import Round, User
from city.rules.phases import PhaseKind
from demo.fill.people import SEED
from demo.people import DOMAIN, VISITORS
from demo.purses import Purse
from demo.stories import told
from demo.voters import picks
from voting.actions.casting import cast
from voting.queries.contests import contests
from voting.rules.contest import Contest

APPEAL = {story.title: story.appeal for _district, story in told()}


def voters(district: str) -> list[User]:
    """Everybody invented who may vote in this district; not the log-ins that visitors use."""
    people = User.objects.filter(residency__district__code=district, email__endswith=f"@{DOMAIN}")
    return list(people.exclude(email__in=[visitor.email for visitor in VISITORS]).order_by("pk"))


def vote(*, actor: User, now: datetime, round: Round, where: Contest, rng: Random, prev: int = 0) -> None:
    """Cast one ballot, drawn from `rng`, after the version `prev` of it. Raises Refused as `cast` does."""
    appeal = {code: APPEAL.get(project.title, 1.0) for code, project in where.projects.items()}
    cast(
        actor=actor,
        now=now,
        round=round,
        district=where.district,
        cast_id=uuid4(),
        prev=prev,
        nonce=secrets.token_hex(32),
        choices=picks(where, appeal, rng),
    )


def cast_first_ballots(round: Round, purse: Purse, now: datetime) -> int:
    """Cast as many ballots as the purse's turnout says; give how many."""
    with _held_open(round, now) as (held, moment):
        return sum(_vote_in(held, purse, where, moment) for where in contests(held))


def _vote_in(round: Round, purse: Purse, where: Contest, moment: datetime) -> int:
    rng = Random(f"{SEED} {purse.slug} {where.district}")
    people = voters(where.district)
    voting = rng.sample(people, int(purse.turnout[where.district] * len(people)))
    for person in voting:
        vote(actor=person, now=moment, round=round, where=where, rng=rng)
    return len(voting)


@contextmanager
def _held_open(round: Round, now: datetime) -> Iterator[tuple[Round, datetime]]:
    """The round and a moment when one may vote in it; one that is over is held open, for last year's voters alone.

    `cast` compares the closing date with the clock of the database, which stands at today.
    """
    phase = round.phases.get(kind=PhaseKind.VOTING.value)
    moment = phase.opens_at if round.is_closed(now) else now
    round.phases.filter(pk=phase.pk).update(closes_at=max(phase.closes_at, now + timedelta(days=1)))
    yield Round.objects.get(pk=round.pk), moment
    round.phases.filter(pk=phase.pk).update(closes_at=phase.closes_at)
