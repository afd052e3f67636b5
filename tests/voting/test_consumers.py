"""Viewers through a real server, as a browser reaches it."""

import asyncio
from uuid import uuid4

import pytest
from django.db import OperationalError
from websockets.exceptions import InvalidStatus

from city.models import Round
from tests.factories import make_contest, make_voter
from tests.sockets import PATIENCE, asked, cast_all, serving, viewing
from voting.live.hubs import hub, numbers_of
from voting.management import sealer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def contest():
    return make_contest(slug=f"spring-{uuid4().hex[:8]}")


@pytest.fixture
def voters(contest):
    return [make_voter(*contest) for _ in range(25)]


@pytest.fixture
def slug(contest):
    return contest[0].slug


@pytest.fixture
async def server():
    async with serving() as address:
        yield address


@pytest.fixture
async def sealing():
    running = asyncio.create_task(sealer.run())
    yield
    running.cancel()


async def test_the_first_frame_is_what_the_api_says(contest, slug, server):
    async with viewing(server, slug) as viewer:
        frame = await viewer.next()
    numbers = await asked(numbers_of)(contest[0])
    assert frame == {"type": "snapshot", **numbers, "at": frame["at"]}


async def test_a_ballot_and_then_a_mix_reach_the_viewer(contest, slug, voters, server, sealing):
    district = contest[1].code
    async with viewing(server, slug) as viewer:
        await viewer.next()
        await cast_all(voters, contest, ["P01"])
        await viewer.until(lambda state: state["cast"] == 25 and state["sealed"] >= 10)
        assert viewer.state["tally"][district]["P01"] == viewer.state["sealed"]
        assert viewer.state["turnout"][district]["cast"] == 25
    assert {frame["type"] for frame in viewer.frames} >= {"snapshot", "delta"}


async def test_hidden_counts_reach_no_viewer(server, sealing):
    contest = await asked(make_contest)(slug=f"quiet-{uuid4().hex[:8]}", visibility="hidden")
    voters = [await asked(make_voter)(*contest) for _ in range(20)]
    async with viewing(server, contest[0].slug) as viewer:
        await cast_all(voters, contest, ["P01"])
        await viewer.until(lambda state: state["size"] >= 10)
    assert all(frame["tally"] is None for frame in viewer.frames if frame["type"] != "turnout")


async def test_many_viewers_cost_one_read(slug, server, monkeypatch):
    reads = []

    def read(slug):
        reads.append(slug)
        return numbers_of(Round.objects.get(slug=slug))

    monkeypatch.setattr("voting.live.hubs._numbers", read)

    async def look():
        async with viewing(server, slug) as viewer:
            return await viewer.next()

    frames = await asyncio.gather(*(look() for _ in range(30)))
    assert len(frames) == 30
    assert len(reads) == 1


async def test_a_viewer_who_speaks_is_sent_away(slug, server):
    async with viewing(server, slug) as viewer:
        await viewer.next()
        await viewer.connection.send("hello")
        assert await viewer.ending() == 1008


async def test_who_leaves_is_forgotten(slug, server):
    async with viewing(server, slug) as viewer:
        await viewer.next()
        board = await hub().board(slug)
        assert len(board.viewers) == 1
    async with asyncio.timeout(PATIENCE):
        while board.viewers:  # noqa: ASYNC110 - the consumer tells nobody that it is gone
            await asyncio.sleep(0.01)


async def refusal(server, slug, **options):
    with pytest.raises(InvalidStatus) as refused:
        async with viewing(server, slug, **options):
            pass
    return refused.value.response.status_code


async def test_a_round_that_is_not_there_is_refused(server, transactional_db):
    assert await refusal(server, "nowhere") == 403


async def test_an_address_without_a_socket_is_refused(server):
    assert await refusal(server, "spring/../nowhere") == 403


async def test_the_page_of_another_site_is_refused(slug, server):
    assert await refusal(server, slug, origin="https://elsewhere.example") == 403
    assert await refusal(server, slug, origin=None) == 403


async def test_our_own_page_may_watch(slug, server):
    async with viewing(server, slug) as viewer:
        assert (await viewer.next())["type"] == "snapshot"


async def test_without_the_database_a_viewer_is_told_to_come_back(slug, server, monkeypatch):
    def fail(_slug):
        raise OperationalError("away")

    monkeypatch.setattr("voting.live.hubs._numbers", fail)
    assert await refusal(server, slug) == 403
    monkeypatch.undo()
    async with viewing(server, slug) as viewer:
        assert (await viewer.next())["type"] == "snapshot"


async def test_a_server_that_stops_says_so_to_its_viewers(slug):
    async with serving() as address:
        stopping = asyncio.Event()

        async def watch():
            async with viewing(address, slug) as viewer:
                await viewer.next()
                stopping.set()
                return await viewer.ending()

        watching = asyncio.create_task(watch())
        await stopping.wait()
    assert await watching == 1012
