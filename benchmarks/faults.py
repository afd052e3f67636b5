"""What viewers notice when things break: Redis for six seconds, a server, the sealer, half of all sockets at once.

    PYTHONPATH=. python benchmarks/faults.py [--viewers 10000]

Two server processes with half of the viewers each, one in ten of them a slow reader; two sealers; a Redis of its own,
which is killed and comes back empty. Votes go on all the while. Ten seconds after the last fault every viewer who is
still there must know the same numbers as the page.
"""
# ruff: noqa: E402 - Django is set up once its database is there

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from benchmarks import town

REDIS_PORT = 8216
PORTS = (8217, 8218)

if __name__ == "__main__":
    town.enter("faults", redis=f"redis://127.0.0.1:{REDIS_PORT}/0")

import django

django.setup()

from django.db import connection
from django.utils import timezone

from benchmarks.evening import ballots, sessions, voters
from tests.factories import make_contest
from voting.management.load.requests import Stream
from voting.management.load.running import Crowd
from voting.management.load.viewers import Watch
from voting.queries.tallies import standing

CASTS_A_SECOND = 20.0
AWAY = 6.0
HEALED_WITHIN = 10.0
MOST_LINES = 50


@contextmanager
def redis() -> Iterator[list[subprocess.Popen[bytes]]]:
    """A Redis of our own; the list holds the one that runs."""
    running = [start_redis()]
    try:
        yield running
    finally:
        running[0].kill()
        running[0].wait()


def start_redis() -> subprocess.Popen[bytes]:
    line = ["redis-server", "--port", str(REDIS_PORT), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    return subprocess.Popen(line, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def main(viewers: int) -> None:
    round, district = make_contest([100_00] * 50, slug="faults", envelope_minor=2_000_00)
    come = max(viewers / 500, 2)
    seconds = come + 5 + AWAY + 4 + 5 + HEALED_WITHIN
    votes = ballots(round, district, sessions(voters(round, district, int(CASTS_A_SECOND * seconds))))
    connection.close()
    with tempfile.TemporaryDirectory() as folder, redis() as running:
        logs = [Path(folder) / name for name in ("one", "other", "sealer", "second")]
        with (
            town.process("manage.py", "seal", log=logs[2]) as sealer,
            town.process("manage.py", "seal", log=logs[3]),
            town.server(PORTS[0], log=logs[0]) as one,
            town.server(PORTS[1], log=logs[1]) as other,
            Crowd(4) as crowd,
        ):
            begin = monotonic() + 1
            until = begin + seconds
            path = f"/ws/rounds/{round.slug}/tally/"
            half = viewers // 2
            staying = crowd.watch(
                Watch(f"127.0.0.1:{PORTS[0]}", path, half, begin, until, 250.0, 10, begin + come + 5 + AWAY + 4), 2
            )
            going = crowd.watch(Watch(f"127.0.0.1:{PORTS[1]}", path, viewers - half, begin, until, 250.0), 1)
            quiet = until - HEALED_WITHIN
            casting = crowd.send(Stream(f"127.0.0.1:{PORTS[0]}", votes, CASTS_A_SECOND, begin + come, quiet, once=True))
            sleep(max(begin + come + 5 - monotonic(), 0))
            before = town.memory_kb(one.pid)
            kill(running[0])
            sleep(AWAY)
            running[0] = start_redis()
            sleep(2)
            kill(other)
            kill(sealer)
            seen, gone, answers = staying(), going(), casting.result()
            after = town.memory_kb(one.pid)
        lines = sum(len(log.read_text().splitlines()) for log in logs)
    shown = standing(round, timezone.now())
    right = sum(told == (shown.size, shown.cast) for told in seen.last)
    p50, p95, _p99 = town.percentiles(answers.seconds)
    print(f"{viewers} viewers, one in ten slow, on two servers; {town.load_of_machine()}")
    print(f"  votes while things broke: {dict(answers.statuses)}, p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    print(f"  {right} of {len(seen.last)} viewers of the server that stayed know size and turnout as the page does")
    print(f"  {seen.lost} of its viewers were lost; {gone.lost} of the server that was killed")
    print(f"  memory of the server {before // 1024} MB before and {after // 1024} MB after; {lines} lines in the logs")
    assert right == len(seen.last)
    assert seen.lost == 0
    assert set(answers.statuses) == {201}
    assert lines <= MOST_LINES


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--viewers", type=int, default=400)
    main(parser.parse_args().viewers)
    connection.close()
