"""The server as a city starts it: as a process, stopped by a signal."""

import asyncio
import os
import socket
import subprocess
import sys
from time import monotonic
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from websockets.exceptions import InvalidStatus

from config.asgi import pages, sockets
from tests.factories import NOW, make_contest, make_voter
from tests.processes import STARTS_WITHIN, STOPS_WITHIN, command, environ, server
from tests.sockets import PATIENCE, cast_all, serving, viewing
from voting.actions.publishing import publish
from voting.actions.sealing import seal
from voting.management.load.requests import Request, Stream, send
from voting.queries.published import folder_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def contest():
    return make_contest(slug=f"spring-{uuid4().hex[:8]}")


@pytest.fixture
def voters(contest):
    return [make_voter(*contest) for _ in range(20)]


def test_without_redis_there_is_one_process(settings):
    settings.REDIS_URL = ""
    with pytest.raises(CommandError, match="one process"):
        call_command("serve", "--processes", "2")


@pytest.mark.parametrize("only", ["pages", "sockets"])
def test_without_redis_nothing_is_split(settings, only):
    settings.REDIS_URL = ""
    with pytest.raises(CommandError, match="--only"):
        call_command("serve", "--only", only)


async def test_sockets_alone_are_served_to_viewers_and_probes(contest):
    async with serving(sockets) as address, viewing(address, contest[0].slug) as viewer:
        assert (await viewer.next())["type"] == "snapshot"
        answers = await send(
            Stream(address, [Request("/healthz"), Request("/")], 50, monotonic(), monotonic() + 60, once=True)
        )
    assert answers.statuses == {200: 1, 404: 1}


async def test_pages_alone_are_served_to_readers(contest):
    async with serving(pages) as address:
        answers = await send(Stream(address, [Request("/")], 50, monotonic(), monotonic() + 60, once=True))
        with pytest.raises(InvalidStatus):
            async with viewing(address, contest[0].slug):
                pass
    assert answers.statuses == {200: 1}


def test_there_is_a_process():
    with pytest.raises(CommandError, match="1 or more"):
        call_command("serve", "--processes", "0")


async def test_one_process_does_everything(contest, voters, tmp_path):
    """Ballots cast by another process (this one) are shown at once and sealed by the server itself.

    Told to stop, it says so to its viewers and ends.
    """
    with server(env=environ(tmp_path)) as process:
        async with viewing(process.address, contest[0].slug) as viewer:
            await viewer.next()
            await cast_all(voters, contest, ["P01"])
            await viewer.until(lambda state: state["cast"] == 20 and state["sealed"] == 10)
            assert viewer.state["tally"][contest[1].code]["P01"] == 10
            process.terminate()
            assert await viewer.ending() == 1012
            await asyncio.to_thread(process.wait, STOPS_WITHIN)
    assert process.returncode == 0
    assert "Traceback" not in process.output
    assert (tmp_path / "published" / contest[0].slug / "checkpoint").exists()


def test_a_database_older_than_what_is_published_is_not_served(contest, client):
    seal(now=NOW)
    publish(round=contest[0])
    assert client.get("/readyz").status_code == 200
    path = folder_of(contest[0]) / "checkpoint"
    path.write_text(path.read_text().replace("\n3\n", "\n9\n"))
    for words in (["serve"], ["seal", "--once"]):
        with pytest.raises(CommandError, match="was a backup restored"):
            call_command(*words)
    assert client.get("/readyz").status_code == 503


def test_a_port_that_is_taken_is_an_error(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        line = [sys.executable, settings.BASE_DIR / "manage.py", "serve", "--port", str(taken.getsockname()[1])]
        ended = subprocess.run(
            line, env=environ(tmp_path), capture_output=True, text=True, timeout=STARTS_WITHIN, check=False
        )
    assert ended.returncode != 0
    assert "address already in use" in ended.stderr


def require_services():
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") or not settings.REDIS_URL:
        pytest.skip("needs DATABASE_URL and REDIS_URL (make test sets them from TEST_DATABASE_URL and TEST_REDIS_URL)")


@pytest.mark.services
def test_where_the_processor_is_short_ballots_come_before_frames(tmp_path):
    require_services()
    env = environ(tmp_path, redis=os.environ["REDIS_URL"])
    with server("--only", "sockets", env=env) as frames, server("--only", "pages", env=env) as ballots:
        behind, before = (os.getpriority(os.PRIO_PROCESS, process.pid) for process in (frames, ballots))
        assert behind > before


@pytest.mark.services
async def test_a_ballot_cast_through_one_process_reaches_a_viewer_at_another(contest, voters, tmp_path):
    require_services()
    env = environ(tmp_path, redis=os.environ["REDIS_URL"])
    with command("seal", env=env) as sealer, server(env=env) as one, server("--processes", "2", env=env) as others:
        async with viewing(one.address, contest[0].slug) as here, viewing(others.address, contest[0].slug) as there:
            await asyncio.gather(here.next(), there.next())
            await cast_all(voters, contest, ["P01"])
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*(viewer.until(lambda state: state["sealed"] == 10) for viewer in (here, there)))
        assert here.state["tally"] == there.state["tally"]
        assert here.state["tally"][contest[1].code]["P01"] == 10
    assert (sealer.returncode, one.returncode, others.returncode) == (0, 0, 0)
