"""What the benchmarks of the live count stand on: a deployment of its own, and the figures of a process.

PostgreSQL from DATABASE_URL (the role may create databases; default: purse_test on this machine), Redis from REDIS_URL
(default: the fifteenth database of the one on this machine). Everything is removed again at the end.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import sleep
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parent.parent
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
FREE = "100000000/s 100000000/s"


def enter(name: str, redis: str = "", log_level: str = "WARNING") -> None:
    """An empty PostgreSQL database, keys and files of its own, in the environment of this process and its children.

    Before Django is set up, and by the first process alone. All of it is removed when the process ends.
    """
    given = os.environ.get("DATABASE_URL", "postgres://purse_test:purse_test@127.0.0.1:5432/purse_test")
    base, _, first = given.rpartition("/")
    database, folder = f"purse_bench_{name}_{os.getpid()}", tempfile.mkdtemp()
    admin = psycopg.connect(f"{base}/{first}".replace("postgres://", "postgresql://"), autocommit=True)
    admin.execute(f"CREATE DATABASE {database}")
    atexit.register(admin.execute, f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that all of this is removed then as well
    os.environ |= {
        "DATABASE_URL": f"{base}/{database}",
        "REDIS_URL": redis or os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/15"),
        "DATA_DIR": folder,
        "KEY_DIR": f"{folder}/keys",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "LOG_LEVEL": log_level,
        "SOCKETS_PER_NETWORK": "100000",  # all viewers are at one address
        "LIMIT_CASTS": FREE,
        "LIMIT_WRITES": FREE,
    }
    line = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(line, check=True)


def cores() -> tuple[frozenset[int], frozenset[int]]:
    """The machine's first core, and its others; both are the same where there is one."""
    first, *others = sorted(os.sched_getaffinity(0))
    return frozenset([first]), frozenset(others or [first])


@contextmanager
def process(*arguments: str, log: Path | None = None, on: Collection[int] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that goes on until the end of the block; what it says goes to `log`. `on` these cores only."""
    begin = ["taskset", "--cpu-list", ",".join(map(str, on))] if on else []
    with (log or Path(os.devnull)).open("ab") as said:
        line = [*begin, sys.executable, *arguments]
        running = subprocess.Popen(line, stdout=said, stderr=subprocess.STDOUT, cwd=ROOT)
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


@contextmanager
def server(
    port: int, *arguments: str, log: Path | None = None, on: Collection[int] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py serve`, once it answers."""
    with process("manage.py", "serve", "--port", str(port), *arguments, log=log, on=on) as running:
        wait_for(port)
        yield running


def wait_for(port: int) -> None:
    for _ in range(1800):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            sleep(0.1)
    raise TimeoutError(port)


def processor_seconds(pid: int) -> float:
    """What the process has used so far, and its children."""
    return sum(_ticks(one) for one in [pid, *_children(pid)]) / TICKS_PER_SECOND


def memory_kb(pid: int) -> int:
    """What of the process lies in memory (RSS), in kB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return int(fields[11]) + int(fields[12])


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def percentiles(seconds: Sequence[float]) -> list[float]:
    """p50, p95 and p99 in milliseconds."""
    cuts = quantiles(seconds, n=100)
    return [cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000]


def load_of_machine() -> str:
    """What this machine had to do, to be told beside every figure: it may be busy with other things as well."""
    return "load of the machine " + " ".join(f"{one:.1f}" for one in os.getloadavg()) + f" on {os.cpu_count()} cores"
