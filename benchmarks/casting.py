"""What casting through the whole application costs beside the least a durable row can cost; and how fast it is sealed.

On a PostgreSQL of its own, as it comes (synchronous_commit on), in one run, by the same number of connections:

- bare: psycopg inserts single rows into a table like that of waiting casts, each in a transaction of its own;
- SQL: psycopg runs the very statements of a cast, in its transactions, as they were recorded from requests; and once
  more the transactions alone, without what is read before of who asks and what may be chosen;
- HTTP: clients cast through server processes, with their sessions, tokens and limits; and as the least that a request
  takes there, a page that asks nothing of anybody.

Then SEALED ballots are filled in by COPY (a million where nothing else is said) and SQL and HTTP are measured again,
each thrice (the median is told). At the end the sealer mixes what waits, 20,000 ballots at a time.

    PYTHONPATH=. python benchmarks/casting.py [SEALED [BALLOTS]]
"""

import os
import sys
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.drills.places import Cluster, SmallRedis, end_well, free_port, migrate, stopping

SEALED = 1_000_000
BALLOTS = 800


def main(sealed: int = SEALED, ballots: int = BALLOTS) -> None:
    end_well()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="casting-")))
        data = folder / "data"
        data.mkdir()
        cluster = stack.enter_context(stopping(Cluster(folder, free_port())))
        redis = stack.enter_context(stopping(SmallRedis(free_port())))
        os.environ.update(
            DATABASE_URL=cluster.url,
            REDIS_URL=redis.url,
            DJANGO_SETTINGS_MODULE="config.settings",
            DATA_DIR=str(data),
            DEBUG="",
            LIMIT_CASTS="1000000/h 1000000/m",
        )
        migrate(dict(os.environ))
        django.setup()
        import_module("tests.drills.pace").compare(data, cluster, sealed, ballots)  # reads the settings


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
