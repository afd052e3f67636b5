"""Ballots under fire: on PostgreSQL and on SQLite, through HTTP, while everything that takes them is killed.

Eight clients cast BALLOTS ballots (10,000 where nothing else is said) and ask again, with the same number, whenever
they get no answer. Meanwhile a server or sealer process is killed with -9 each half second; on PostgreSQL its
postmaster is killed twice, and Redis is emptied, filled to the brim and killed in turns. Afterwards everything is sent
once more, the vote is closed, and what is stored and published is compared with what the clients were told.

Then one voter casts at 64 places at once (BALLOTS / 50 times), one request is sent a hundred times at once, and a fifth
of BALLOTS are cast across the end of a vote, to servers whose own clocks are wrong by half a second:

    PYTHONPATH=. python benchmarks/drills.py [BALLOTS]

Needs PostgreSQL's and Redis' programs; both run in a temporary folder. Exit 1 where anything is lost, doubled or wrong.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.drills.places import Cluster, SmallRedis, end_well, free_port, migrate, stopping

KINDS = ("postgres", "sqlite")
SPARE_VOTERS = 5 / 4  # every fourth voter casts twice


def drill(kind: str, ballots: int) -> int:
    end_well()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="drill-")))
        (folder / "data").mkdir()
        place: dict[str, str] = {"DATABASE_URL": f"sqlite:///{folder / 'storm.sqlite3'}", "REDIS_URL": ""}
        cluster = redis = None
        if kind == "postgres":
            cluster = stack.enter_context(stopping(Cluster(folder, free_port())))
            redis = stack.enter_context(stopping(SmallRedis(free_port())))
            place = {"DATABASE_URL": cluster.url, "REDIS_URL": redis.url}
        os.environ.update(place, DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=str(folder / "data"), DEBUG="")
        migrate(dict(os.environ))
        django.setup()
        fire = import_module("tests.drills.fire")  # reads the settings
        return int(fire.drill(kind, round(ballots / SPARE_VOTERS), folder / "data", cluster, redis))


def main(ballots: int = 10_000) -> int:
    lines = [[sys.executable, __file__, "--on", kind, str(ballots)] for kind in KINDS]
    return max(subprocess.run(line, check=False).returncode for line in lines)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--on"]:
        sys.exit(drill(sys.argv[2], int(sys.argv[3])))
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
