"""People who watch a count: thousands of sockets from one process, each noting when which frame came."""

import asyncio
import os
from asyncio import AbstractEventLoop, Transport
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any

from voting.management.load.frames import CLOSE, PING, TEXT, handshake, pong, taken

ACCEPTED = b"HTTP/1.1 101"
END_OF_HEAD = b"\r\n\r\n"
SLOW_SECONDS = 4.0  # between two looks of a slow reader
AT_ONCE = 100  # sockets opened at the same moment
NICEST = 19


@dataclass(frozen=True)
class Watch:
    """What one process does: so many viewers, the first at `from_at`, all gone at `until` (by the monotonic clock).

    They come at `rate` a second. `slow` of a hundred read only now and then; `drop_at` is when half of them vanish.
    Where `cores` are named they keep to these, and let everybody else go first there: viewers have machines of their
    own, but not in a benchmark.
    """

    address: str
    path: str
    viewers: int
    from_at: float
    until: float
    rate: float = 500.0
    slow: int = 0
    drop_at: float = 0.0
    cores: frozenset[int] = frozenset()


@dataclass
class Seen:
    """What they saw: when each frame came, by the size of the log it told; the last that each viewer was told.

    `last` has a size and a number of ballots for each viewer who stayed.
    """

    arrivals: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    last: list[tuple[int, int]] = field(default_factory=list)
    frames: int = 0
    size: int = 0
    refused: int = 0
    lost: int = 0
    slow: int = 0


class Viewer(asyncio.Protocol):
    """One socket."""

    def __init__(self, watch: Watch, seen: Seen) -> None:
        self._watch, self._seen = watch, seen
        self._buffer = bytearray()
        self._is_open = self._has_left = False
        self.told = (-1, -1)
        self.transport: Transport | None = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport  # uvloop's is no asyncio.Transport, though it does the same
        transport.write(handshake(self._watch.address, self._watch.path))

    def data_received(self, data: bytes) -> None:
        if self._is_open and not self._buffer and (told := told_by(data)):
            self._note(*told)
            return
        self._buffer += data
        if not self._is_open and not self._opened():
            return
        for opcode, payload in taken(self._buffer):
            if opcode == TEXT:
                self._note(*numbers_in(payload), len(payload))
            elif opcode == PING and self.transport:
                self.transport.write(pong(payload))
            elif opcode == CLOSE and self.transport:
                self.transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        self._seen.lost += self._is_open and not self._has_left

    def leave(self) -> None:
        self._has_left = True
        if self.transport:
            self.transport.abort()

    @property
    def is_there(self) -> bool:
        return self._is_open and not self._has_left and self.transport is not None and not self.transport.is_closing()

    def _opened(self) -> bool:
        head, found, rest = bytes(self._buffer).partition(END_OF_HEAD)
        if not found:
            return False
        self._is_open = head.startswith(ACCEPTED)
        self._seen.refused += not self._is_open
        self._buffer = bytearray(rest)
        return self._is_open

    def _note(self, size: int, cast: int, length: int) -> None:
        self.told = size, cast
        self._seen.arrivals[size].append(monotonic())
        self._seen.frames += 1
        self._seen.size += length


@lru_cache(maxsize=16)
def told_by(packet: bytes) -> tuple[int, int, int] | None:
    """What one text tells that came alone and whole: both numbers and its length. None where more or less came.

    Thousands are sent the same bytes one after the other: to read them once leaves the processor to the server.
    """
    buffer = bytearray(packet)
    messages = list(taken(buffer))
    if buffer or [opcode for opcode, _ in messages] != [TEXT]:
        return None
    return *numbers_in(messages[0][1]), len(messages[0][1])


def numbers_in(text: bytes) -> tuple[int, int]:
    """The size of the log and the number of ballots that a frame tells."""
    return number_after(b'"size":', text), number_after(b'"cast":', text)


def number_after(mark: bytes, text: bytes) -> int:
    """The number behind the mark; -1 where there is none. To parse the JSON would cost more than all the rest."""
    start = text.find(mark)
    if start < 0:
        return -1
    digits = text[start + len(mark) : start + len(mark) + 20].lstrip()
    end = next((at for at in range(len(digits)) if not digits[at : at + 1].isdigit()), len(digits))
    return int(digits[:end])


async def look(watch: Watch) -> Seen:
    """Have them all watch until the end; what they saw."""
    if watch.cores:
        os.nice(NICEST)
        os.sched_setaffinity(0, watch.cores)
    seen, viewers = Seen(), list[Viewer]()
    loop = asyncio.get_running_loop()
    await asyncio.sleep(max(watch.from_at - monotonic(), 0))
    for start in range(0, watch.viewers, AT_ONCE):
        count = min(AT_ONCE, watch.viewers - start)
        viewers += await asyncio.gather(*(_open(loop, watch, seen) for _ in range(count)))
        await asyncio.sleep(max(watch.from_at + (start + count) / watch.rate - monotonic(), 0))
    slow = viewers[: len(viewers) * watch.slow // 100]
    dawdling = asyncio.create_task(_dawdle(slow))
    if watch.drop_at:
        await asyncio.sleep(max(watch.drop_at - monotonic(), 0))
        for viewer in viewers[len(viewers) // 2 :]:
            viewer.leave()
    await asyncio.sleep(max(watch.until - monotonic(), 0))
    dawdling.cancel()
    seen.last = [viewer.told for viewer in viewers[len(slow) :] if viewer.is_there]
    seen.slow = len(slow)
    for viewer in viewers:
        viewer.leave()
    return seen


async def _open(loop: AbstractEventLoop, watch: Watch, seen: Seen) -> Viewer:
    viewer = Viewer(watch, seen)
    host, _, port = watch.address.rpartition(":")
    try:
        await loop.create_connection(lambda: viewer, host, int(port))
    except OSError:
        seen.refused += 1
    return viewer


async def _dawdle(viewers: list[Viewer]) -> None:
    """Read for a moment now and then, and not in between."""
    while True:
        for act in ("pause_reading", "resume_reading"):
            for viewer in viewers:
                with suppress(RuntimeError):
                    getattr(viewer.transport, act)()
            await asyncio.sleep(SLOW_SECONDS if act == "pause_reading" else 0.05)
