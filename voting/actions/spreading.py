"""Doing the same with many things at once, over all cores."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context

from voting.rules.outcomes.margins import Spread

LARGE = 20_000  # ballots; with fewer it is done before further processes have started
AT_ONCE = 4  # things that a process is handed, so that none of them waits long for another at the end


@contextmanager
def spreading(ballots: int) -> Iterator[Spread]:
    """What does what `map` does, over all cores where there is much to do.

    The processes are new ones: a fork would share our connections to the database.
    """
    if ballots < LARGE:
        yield map
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield partial(pool.map, chunksize=AT_ONCE)
