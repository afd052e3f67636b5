"""A sealer that is killed at the step one asks for.

    python -m tests.drills.failpoints

Each line of standard input is a number n: a fork seals once as the real sealer does, and kills itself with -9 just before
the n-th thing that anybody else could notice: a statement, a commit, a file written, renamed or removed. The answer is
the name of that step; `done` where it came to its end before. The product has no hook for this: the interpreter tells of
files, the database's wrapper of statements.
"""

import asyncio
import gc
import os
import signal
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django is set up before its models are imported
from django.db import connection  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.utils import timezone  # noqa: E402

from voting.management.sealer import Sealer  # noqa: E402

FILE_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate"}
OWN_FILES = {"secret_key"}


class Steps:
    """Counts what can be noticed, and does not survive the last of it."""

    def __init__(self, last, told):
        self.last, self.told, self.count, self.is_counting = last, told, 0, False

    def step(self, name):
        if not self.is_counting:
            return
        self.count += 1
        if self.count == self.last:
            os.write(self.told, name.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute, sql, params, many, context):
        self.step(" ".join(sql.split()[:3]))
        return execute(sql, params, many, context)

    def file(self, event, arguments):
        """An audit hook: it hears of every file of the interpreter, and minds what is written below DATA_DIR."""
        if event not in FILE_EVENTS or not isinstance(arguments[0], str | Path):
            return
        is_read = event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        path = Path(arguments[0])
        if not is_read and path.is_relative_to(settings.DATA_DIR) and "sqlite" not in path.name:
            self.step(f"{event} {path.name}")


def watch_commits(steps):
    commit = BaseDatabaseWrapper._commit

    def committing(self):
        steps.step("COMMIT")
        commit(self)
        steps.step("after COMMIT")

    BaseDatabaseWrapper._commit = committing


def seal_until(last, told):
    """Seal as a sealer process does in one second, up to that step."""
    steps = Steps(last, told)
    watch_commits(steps)
    sys.addaudithook(steps.file)
    look = Sealer.seal_and_look

    def looking(self, now):
        with connection.execute_wrapper(steps.statement):
            steps.is_counting = True
            return look(self, now)

    Sealer.seal_and_look = looking
    asyncio.run(Sealer().step(timezone.now()))
    steps.step("announced")


def try_step(last):
    """Fork, seal up to that step, and give its name."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        seal_until(last, writing)
        os._exit(0)
    os.close(writing)
    name = os.read(reading, 200).decode()
    os.close(reading)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if name:
        return name
    return "done" if ended == 0 else f"failed {ended}"


if __name__ == "__main__":
    gc.freeze()
    for line in sys.stdin:
        print(try_step(int(line)), flush=True)
