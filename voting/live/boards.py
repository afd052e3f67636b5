"""What one process shows of a round, and who looks at it."""

import asyncio
from asyncio import Task
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from voting.live.steps import begin
from voting.queries.tallies import Mark
from voting.rules.frames import Frame, Kind, Numbers, change, snapshot

SNAPSHOT_SECONDS = 8.0  # every ten at the latest, and a look may come late
TURNOUT_SECONDS = 1.0
WAKE_AT_ONCE = 256
# The other end is gone (OSError), or the server has already said good-bye to it (RuntimeError).
GONE = (OSError, RuntimeError)
Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
Write = Callable[[str], bool]


class Board:
    """The numbers of one round as this process shows them, and the viewers who are sent each frame.

    `step` counts the frames: a viewer who has step n is sent the change to n + 1, any other the snapshot.
    """

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.latest = numbers
        self.step = 1
        self.whole = self.frame = snapshot(numbers)
        self.viewers: dict[Viewer, None] = {}  # in the order in which they came
        self.mark: Mark | None = None
        self._telling: Task[None] | None = None
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

    def watch(self, send: Send, write: Write = lambda _text: False) -> "Viewer":
        """Somebody who looks from now on; they are sent the standing at once.

        By `write`, which says whether it could, and else through `send`, which may take a while.
        """
        viewer = Viewer(self, send, write)
        self.viewers[viewer] = None
        viewer.offer()
        return viewer

    def text_after(self, seen: int) -> str:
        """What leads from the step `seen` to the newest."""
        frame = self.frame if seen == self.step - 1 else self.whole
        return frame.text

    def _catch_up(self) -> None:
        self.take(self.latest)

    def _show(self, numbers: Numbers, frame: Frame) -> None:
        self.numbers, self.frame = numbers, frame
        self.whole = frame if frame.kind is Kind.SNAPSHOT else snapshot(numbers)
        self.step += 1
        if self._telling is None or self._telling.done():
            self._telling = self._loop.create_task(self._tell())

    async def _tell(self) -> None:
        """Offer the newest to everybody, in bunches, so that pages are served in between."""
        told = 0
        while told != self.step:
            told = self.step
            viewers = list(self.viewers)
            for start in range(0, len(viewers), WAKE_AT_ONCE):
                for viewer in viewers[start : start + WAKE_AT_ONCE]:
                    viewer.offer()
                await asyncio.sleep(0)


class Viewer:
    """One open socket: the step it was sent last, and the sending that is under way where it is slow."""

    __slots__ = ("_board", "_send", "_sending", "_write", "seen")

    def __init__(self, board: Board, send: Send, write: Write) -> None:
        self.seen = 0
        self._board = board
        self._send = send
        self._write = write
        self._sending: Task[None] | None = None

    def offer(self) -> None:
        """Send the newest, unless an earlier frame is still on its way: who is slow skips what came meanwhile."""
        if self._sending or self.seen == self._board.step:
            return
        text = self._board.text_after(self.seen)
        self.seen = self._board.step
        if not self._write(text):
            self._send_slowly(text)

    def _send_slowly(self, text: str) -> None:
        try:
            rest = begin(self._send({"type": "websocket.send", "text": text}))
        except GONE:
            self.leave()  # the disconnect is on its way
        else:
            if rest is not None:
                self._sending = asyncio.get_running_loop().create_task(self._finish(rest))

    def leave(self) -> None:
        self._board.viewers.pop(self, None)
        if self._sending:
            self._sending.cancel()

    async def _finish(self, rest: Awaitable[None]) -> None:
        try:
            await rest
        except GONE:
            self.leave()
        else:
            self._sending = None
            self.offer()
