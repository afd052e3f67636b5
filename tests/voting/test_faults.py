"""What viewers and voters notice when things break: nothing that lasts. benchmarks/faults.py does it with thousands."""

import asyncio
import shutil
import subprocess
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.conf import settings

from tests.factories import make_contest, make_voter
from tests.processes import command, environ, free_port, server
from tests.sockets import asked, cast_all, viewing
from voting.live.hubs import numbers_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
AWAY_SECONDS = 3
HEALED_WITHIN = 10 + 10  # ten, on a machine that has nothing else to do
MOST_LINES = 50


@contextmanager
def redis(port, folder):
    line = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def test_redis_a_server_and_a_sealer_are_killed_and_nobody_falls_behind(tmp_path):
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") or not shutil.which("redis-server"):
        pytest.skip("needs PostgreSQL and a redis-server of its own")
    contest = await asked(make_contest)(slug=f"spring-{uuid4().hex[:8]}")
    voters = [await asked(make_voter)(*contest) for _ in range(20)]
    port = free_port()
    env = environ(tmp_path, redis=f"redis://127.0.0.1:{port}/0")
    with (
        redis(port, tmp_path) as first,
        command("seal", env=env) as leading,
        command("seal", env=env),
        server(env=env) as one,
        server(env=env) as other,
    ):
        async with viewing(one.address, contest[0].slug) as here, viewing(other.address, contest[0].slug) as there:
            await asyncio.gather(here.next(), there.next())
            for process in (first, other, leading):
                process.kill()
            await cast_all(voters, contest, ["P01"])  # casting needs neither Redis nor a sealer
            await asyncio.sleep(AWAY_SECONDS)
            with redis(port, tmp_path):
                async with asyncio.timeout(HEALED_WITHIN):
                    await here.until(lambda state: state["cast"] == 20 and state["sealed"] == 10)
        shown = await asked(numbers_of)(contest[0])
        assert (here.state["size"], here.state["tally"]) == (shown["size"], shown["tally"])
    assert len(one.output.splitlines()) <= MOST_LINES
    assert "Traceback" not in one.output
