"""Load from several processes at once."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from time import sleep
from typing import Any, Self

import uvloop

from voting.management.load.requests import Answers, Stream, send
from voting.management.load.viewers import Seen, Watch, look


class Crowd:
    """Processes of ours that watch and ask, beside whatever the caller does meanwhile."""

    def __init__(self, processes: int) -> None:
        # Spawned, not forked: nothing of this process (connections, a loop) may be in theirs.
        self._pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
        list(self._pool.map(_wake, range(processes)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def watch(self, whole: Watch, processes: int = 1) -> Callable[[], Seen]:
        """Have the viewers watch, spread over so many processes; call what is given to wait for what they saw."""
        parts = [(whole.viewers + part) // processes for part in range(processes)]
        going = [
            self._pool.submit(_run, look, replace(whole, viewers=part, rate=whole.rate / processes)) for part in parts
        ]
        return lambda: _together([one.result() for one in going])

    def send(self, stream: Stream) -> "Future[Answers]":
        return self._pool.submit(_run, send, stream)


def _wake(_number: int) -> None:
    """Be busy long enough that each process of the pool is begun before anything is measured."""
    sleep(0.3)


def _run(act: Callable[[Any], Any], plan: Any) -> Any:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        found = runner.run(act(plan))
    if isinstance(found, Seen):
        found.arrivals = dict(found.arrivals)  # a dictionary that makes entries cannot be sent to another process
    return found


def _together(parts: Sequence[Seen]) -> Seen:
    whole = Seen()
    for part in parts:
        for size, moments in part.arrivals.items():
            whole.arrivals[size].extend(moments)
        whole.last += part.last
        for name in ("frames", "size", "refused", "lost", "slow"):
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
    return whole
