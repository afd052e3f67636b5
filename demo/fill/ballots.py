"""Ballots of invented residents, cast through the platform's own action."""

import secrets
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from city.models import Round, User
from city.rules.phases import PhaseKind, Stretch
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
    held, moment = _hold_open(round, now)
    done = 0
    for where in contests(held):
        rng = Random(f"{SEED} {purse.slug} {where.district}")
        people = voters(where.district)
        for person in rng.sample(people, int(purse.turnout[where.district] * len(people))):
            vote(actor=person, now=moment, round=held, where=where, rng=rng)
            done += 1
    return done


def _hold_open(round: Round, now: datetime) -> tuple[Round, datetime]:
    """The round and a moment when one may vote in it; one that is over is held open, for last year's voters alone.

    The database keeps the true dates. `cast` compares the closing date with the clock, which stands at today.
    """
    voting = round.stretch(PhaseKind.VOTING)
    held = Round.objects.get(pk=round.pk)
    if voting is None or not round.is_closed(now):
        return held, now
    held.stretches = [Stretch(PhaseKind.VOTING, voting.opens_at, now + timedelta(days=1))]
    return held, voting.opens_at
