"""Running tallies for everybody who watches: one hub per process, one member of the channel layer.

The sealer announces a change once; a hub makes each frame once; a viewer is handed a text that is ready. A viewer
who falls behind is given the newest snapshot, so nothing queues up for the slow. The channel layer brings hints
only: each hub reads the standing again every ten seconds, and in the embedded default looks for changes every second.
"""

import asyncio
import json
import logging
from asyncio import AbstractEventLoop, Future, Task
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.utils import timezone
from redis.exceptions import RedisError

from city.models import Round
from voting.queries.tallies import Mark, mark, standing
from voting.rules.frames import Frame, Kind, Numbers, change, is_newer, snapshot

logger = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
SNAPSHOT_SECONDS = 8.0  # every ten at the latest, and a look may come late
TURNOUT_SECONDS = 1.0
LAYER_SECONDS = 2.0
WAKE_AT_ONCE = 256
LAYER_ERRORS = (RedisError, OSError)  # a timeout is an OSError


async def announce(numbers: Numbers) -> None:
    """Tell every process the new numbers of a round. Where that fails they are read again within ten seconds."""
    message = {"type": "tally", "size": numbers["size"], "text": json.dumps(numbers, separators=(",", ":"))}
    try:
        async with asyncio.timeout(LAYER_SECONDS):
            await get_channel_layer().group_send(_group(numbers["round"]), message)
    except LAYER_ERRORS as error:
        logger.warning("a change could not be announced: %r", error)


class Board:
    """The numbers of one round as this process shows them, and the viewers who wait for the next frame.

    `step` counts the frames: a viewer who has step n is sent the change to n + 1, any other the snapshot.
    """

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.latest = numbers
        self.step = 1
        self.whole = self.frame = snapshot(numbers)
        self.viewers = 0
        self.mark: Mark | None = None
        self._waiting: list[Future[None]] = []
        self._waking: Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._turnout_at = 0.0
        self._whole_at = self._loop.time()

    @property
    def is_stale(self) -> bool:
        """Whether the last snapshot was sent so long ago that another is due."""
        return self._loop.time() >= self._whole_at + SNAPSHOT_SECONDS

    def take(self, numbers: Numbers) -> None:
        """Show these numbers; turnout alone no sooner than a second after the last turnout."""
        self.latest = numbers
        frame = change(self.numbers, numbers)
        if frame is None:
            return
        now = self._loop.time()
        if frame.kind is Kind.TURNOUT and now < self._turnout_at + TURNOUT_SECONDS:
            self._loop.call_at(self._turnout_at + TURNOUT_SECONDS, self._catch_up)
            return
        self._turnout_at = now if frame.kind is Kind.TURNOUT else self._turnout_at
        self._show(numbers, frame)

    def renew(self) -> None:
        """Send everybody the whole standing: no layer delivers twice what it lost."""
        self._whole_at = self._loop.time()
        self._show(self.latest, snapshot(self.latest))

    async def newer(self, seen: int) -> tuple[int, str]:
        """The newest step after `seen` and the text that leads there, as soon as there is one."""
        while self.step == seen:
            future = self._loop.create_future()
            self._waiting.append(future)
            await future
        frame = self.frame if seen == self.step - 1 else self.whole
        return self.step, frame.text

    def _catch_up(self) -> None:
        self.take(self.latest)

    def _show(self, numbers: Numbers, frame: Frame) -> None:
        self.numbers, self.frame = numbers, frame
        self.whole = frame if frame.kind is Kind.SNAPSHOT else snapshot(numbers)
        self.step += 1
        if self._waking is None or self._waking.done():
            self._waking = self._loop.create_task(self._wake())

    async def _wake(self) -> None:
        """Wake the viewers in bunches, so that pages are served in between."""
        woken = 0
        while woken != self.step:
            woken = self.step
            waiting, self._waiting = self._waiting, []
            for start in range(0, len(waiting), WAKE_AT_ONCE):
                for future in waiting[start : start + WAKE_AT_ONCE]:
                    if not future.done():
                        future.set_result(None)
                await asyncio.sleep(0)


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
                await self._layer.group_add(_group(slug), self._channel)
        except LAYER_ERRORS as error:
            logger.warning("no news from other processes: %r", error)

    async def _leave(self, slug: str) -> None:
        with suppress(*LAYER_ERRORS):
            async with asyncio.timeout(LAYER_SECONDS):
                await self._layer.group_discard(_group(slug), self._channel)

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


def _group(slug: str) -> str:
    return f"tally.{slug}"


def _start(work: Coroutine[Any, Any, None]) -> Task[None]:
    return asyncio.get_running_loop().create_task(work)
