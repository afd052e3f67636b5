"""The hub: the boards of the rounds that somebody watches in this process, kept up to date."""

import asyncio
import json
import logging
from asyncio import AbstractEventLoop, Task
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.utils import timezone

from city.models import Round
from voting.live.boards import Board
from voting.live.news import LAYER_ERRORS, LAYER_SECONDS, group_of
from voting.queries.tallies import Mark, mark, standing
from voting.rules.frames import is_newer

logger = logging.getLogger("voting.live")  # as the settings know it
LOOK_SECONDS = 1.0


class TallyHub:
    """The boards of the rounds that somebody watches in this process, kept up to date."""

    def __init__(self) -> None:
        self._boards: dict[str, Board] = {}
        self._opening: dict[str, Task[Board | None]] = {}
        self._channel = ""
        self._layer = get_channel_layer()
        self._tasks: list[Task[None]] = []

    async def board(self, slug: str) -> Board | None:
        """The board of a round, None where there is no such round. Read once, however many ask at a time."""
        if not self._tasks:
            self._tasks = [_start(self._listen()), _start(self._look())]
        if slug in self._boards:
            return self._boards[slug]
        if slug not in self._opening:
            self._opening[slug] = asyncio.create_task(self._open(slug))
        return await asyncio.shield(self._opening[slug])

    async def _open(self, slug: str) -> Board | None:
        try:
            await self._join(slug)
            numbers = await _read(slug)
            if numbers is None:
                await self._leave(slug)
                return None
            return self._boards.setdefault(slug, Board(numbers))
        finally:
            del self._opening[slug]

    async def _join(self, slug: str) -> None:
        """Hear of this round. Said again with every snapshot, because memberships are lost and run out."""
        if not self._channel:
            return
        try:
            async with asyncio.timeout(LAYER_SECONDS):
                await self._layer.group_add(group_of(slug), self._channel)
        except LAYER_ERRORS as error:
            logger.warning("no news from other processes: %r", error)

    async def _leave(self, slug: str) -> None:
        with suppress(*LAYER_ERRORS):
            async with asyncio.timeout(LAYER_SECONDS):
                await self._layer.group_discard(group_of(slug), self._channel)

    async def _listen(self) -> None:
        while True:
            try:
                self._channel = await self._layer.new_channel()
                for slug in [*self._boards, *self._opening]:
                    await self._join(slug)
                while True:
                    self._hear(await self._layer.receive(self._channel))
            except LAYER_ERRORS as error:
                self._channel = ""
                logger.warning("no news from other processes: %r", error)
                await asyncio.sleep(LOOK_SECONDS)

    def _hear(self, message: dict[str, Any]) -> None:
        numbers = json.loads(message["text"])
        board = self._boards.get(numbers["round"])
        if board and is_newer(numbers, board.latest):
            board.take(numbers)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for slug, board in list(self._boards.items()):
                try:
                    await self._tend(slug, board)
                except Exception as error:  # noqa: BLE001 - whatever happens, the others are still watched
                    logger.warning("the standing could not be read: %r", error)

    async def _tend(self, slug: str, board: Board) -> None:
        if board.is_stale and not board.viewers:
            del self._boards[slug]
            await self._leave(slug)
        elif board.is_stale:
            await self._join(slug)
            await self._read_again(slug, board)
            board.renew()
        elif not settings.REDIS_URL and await self._has_moved(slug, board):
            await self._read_again(slug, board)

    async def _has_moved(self, slug: str, board: Board) -> bool:
        """Whether the log or what waits for it has grown, whichever process did it."""
        before, board.mark = board.mark, await database_sync_to_async(_mark)(slug)
        return board.mark != before

    async def _read_again(self, slug: str, board: Board) -> None:
        step = board.step
        numbers = await _read(slug)
        if numbers and (board.step == step or is_newer(numbers, board.latest)):
            board.take(numbers)


_hubs: dict[AbstractEventLoop, TallyHub] = {}


def hub() -> TallyHub:
    """The hub of this process (strictly: of its event loop)."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = TallyHub()
    return _hubs[loop]


def numbers_of(round: Round) -> dict[str, Any]:
    """The standing of the round, now."""
    return standing(round, timezone.now()).as_json()


async def _read(slug: str) -> dict[str, Any] | None:
    numbers: dict[str, Any] | None = await database_sync_to_async(_numbers)(slug)
    return numbers


def _numbers(slug: str) -> dict[str, Any] | None:
    round = Round.objects.filter(slug=slug).first()
    return numbers_of(round) if round else None


def _mark(slug: str) -> Mark | None:
    round = Round.objects.filter(slug=slug).first()
    return mark(round) if round else None


def _start(work: Coroutine[Any, Any, None]) -> Task[None]:
    return asyncio.get_running_loop().create_task(work)
