"""The sealer: each second it mixes ballots into the count, announces what moved, and counts what has closed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from channels.db import database_sync_to_async
from django.db.models import Q, QuerySet
from django.utils import timezone

from city.models import Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Refused
from voting.actions.counting import count_outcome
from voting.actions.publishing import publish
from voting.actions.sealing import seal
from voting.live import announce, numbers_of
from voting.queries.outcomes import uncounted
from voting.queries.published import unpublished
from voting.queries.tallies import Mark, mark

logger = logging.getLogger(__name__)
EVERY_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 30.0


async def run() -> None:
    """Seal and count until cancelled. A long count keeps no ballot waiting."""
    await asyncio.gather(repeat("sealing", Sealer().step), repeat("counting", count_closed))


async def repeat(what: str, act: Callable[[datetime], Awaitable[None]]) -> None:
    """Act each second for ever. What fails is tried again, after a wait that doubles up to half a minute."""
    failures = 0
    while True:
        try:
            await act(timezone.now())
            failures = 0
        except Exception:
            failures += 1
            logger.exception("%s failed (%d times in a row) and will be tried again", what, failures)
        await asyncio.sleep(min(EVERY_SECONDS * 2**failures, LONGEST_WAIT_SECONDS))


async def count_closed(now: datetime) -> None:
    """Give every contest that has closed its provisional outcome, once all its ballots are sealed."""
    await database_sync_to_async(_count_closed, thread_sensitive=False)(now)


def _count_closed(now: datetime) -> None:
    for envelope in uncounted(now):
        try:
            count_outcome(actor=None, now=now, round=envelope.round, district=envelope.district)
        except Refused as refused:
            logger.warning("%s in %s could not be counted: %s", envelope.district.code, envelope.round.slug, refused)


class Sealer:
    """Seals and announces; remembers how far each round had moved when it last looked."""

    def __init__(self) -> None:
        self._marks: dict[str, Mark] = {}

    async def step(self, now: datetime) -> None:
        """Seal once, and announce every round that has moved."""
        in_thread = database_sync_to_async(self.seal_and_look, thread_sensitive=False)
        for numbers in await in_thread(now):
            await announce(numbers)

    def seal_and_look(self, now: datetime) -> list[dict[str, Any]]:
        """Seal once; the numbers of the rounds whose counts or turnout have moved since the last time."""
        sealed = seal(now=now)
        for round in unpublished():
            publish(round=round)
        moved = [round for round in _voting(now) if self._has_moved(round)]
        return [numbers_of(round) for round in {*sealed, *moved}]

    def _has_moved(self, round: Round) -> bool:
        before, after = self._marks.get(round.slug), mark(round)
        self._marks[round.slug] = after
        return before != after


def _voting(now: datetime) -> QuerySet[Round]:
    """The rounds in which ballots may come in at this moment."""
    is_open = Q(phases__kind=PhaseKind.VOTING, phases__opens_at__lte=now, phases__closes_at__gt=now)
    return Round.objects.filter(is_open, frozen_at__isnull=False)
