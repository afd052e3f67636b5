import asyncio
import json
from contextlib import suppress
from uuid import uuid4

import pytest
from channels.layers import get_channel_layer
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAwayError

from tests.factories import make_contest, make_voter
from tests.sockets import PATIENCE, asked, cast_all
from tests.voting.live.listening import Listener, numbers
from voting.actions.sealing import seal
from voting.live.hubs import TallyHub, hub, numbers_of
from voting.live.news import announce

LONG = 3600.0


async def vote(contest):
    """A ballot comes in, and the sealer counts it."""
    await cast_all([await asked(make_voter)(*contest)], contest, ["P01"])
    await asked(seal)(now=timezone.now())


@pytest.fixture
def contest(transactional_db):
    return make_contest(slug=f"spring-{uuid4().hex[:8]}")


@pytest.fixture
def only_snapshots(monkeypatch):
    """A hub that hears nothing and looks for nothing but the standing it reads with every snapshot."""
    monkeypatch.setattr("voting.live.boards.SNAPSHOT_SECONDS", 0.2)
    monkeypatch.setattr("voting.live.hubs.LOOK_SECONDS", 0.1)

    async def same(_hub, _slug, _board):
        return False

    monkeypatch.setattr(TallyHub, "_has_moved", same)


async def test_a_snapshot_comes_again_though_nothing_moves(contest, only_snapshots):
    board = await hub().board(contest[0].slug)
    listener = Listener(board)
    first, again = await listener.next(), await listener.next()
    assert again == first | {"at": again["at"]}


async def test_what_no_layer_told_comes_with_the_next_snapshot(contest, only_snapshots):
    board = await hub().board(contest[0].slug)
    listener = Listener(board)
    await vote(contest)
    await listener.until(lambda frame: frame["cast"] == 1)


async def test_ballots_of_another_process_show_without_redis(contest, settings):
    settings.REDIS_URL = ""
    board = await hub().board(contest[0].slug)
    listener = Listener(board)
    await listener.next()
    await vote(contest)
    assert (await listener.next())["cast"] == 1


async def test_what_is_announced_reaches_the_board(contest, monkeypatch):
    monkeypatch.setattr("voting.live.hubs.LOOK_SECONDS", LONG)
    board = await hub().board(contest[0].slug)
    moved = await asked(numbers_of)(contest[0]) | {"size": 10, "cast": 20}
    listener = Listener(board)
    frame = await listener.next()
    async with asyncio.timeout(PATIENCE):
        while frame["size"] != 10:
            await announce(moved)  # again, until the hub is a member of the layer
            with suppress(TimeoutError):
                async with asyncio.timeout(0.2):
                    frame = await listener.next()
    assert (frame["type"], frame["cast"]) == ("delta", 20)


async def test_what_is_announced_late_is_ignored(contest, monkeypatch):
    monkeypatch.setattr("voting.live.hubs.LOOK_SECONDS", LONG)
    watching = TallyHub()
    board = await watching.board(contest[0].slug)
    board.take(numbers(10, 20, 5) | {"round": contest[0].slug})
    watching._hear({"text": json.dumps(numbers(9, 20, 4) | {"round": contest[0].slug})})
    assert board.numbers["size"] == 10


async def test_a_round_that_nobody_watches_is_dropped(contest, only_snapshots):
    watching = hub()
    board = await watching.board(contest[0].slug)
    async with asyncio.timeout(PATIENCE):
        while contest[0].slug in watching._boards:  # noqa: ASYNC110 - the hub tells nobody
            await asyncio.sleep(0.02)
    assert await watching.board(contest[0].slug) is not board


async def test_a_standing_that_cannot_be_read_is_read_again(contest, only_snapshots, monkeypatch, caplog):
    board = await hub().board(contest[0].slug)
    listener = Listener(board)
    reads = []

    async def read_badly(slug):
        reads.append(slug)
        if len(reads) == 1:
            raise RuntimeError("away")
        return await asked(numbers_of)(contest[0]) | {"cast": 7}

    monkeypatch.setattr("voting.live.hubs._read", read_badly)
    await listener.until(lambda frame: frame["cast"] == 7)
    assert "could not be read" in caplog.text


async def test_without_the_layer_the_round_is_watched_all_the_same(contest, only_snapshots, monkeypatch, caplog):
    async def fail(*_args):
        raise RedisAwayError

    watching = TallyHub()
    for act in ("new_channel", "group_add", "group_discard", "group_send"):
        monkeypatch.setattr(get_channel_layer(), act, fail)
    board = await watching.board(contest[0].slug)
    listener = Listener(board)
    await announce(await asked(numbers_of)(contest[0]))
    await vote(contest)
    await listener.until(lambda frame: frame["cast"] == 1)
    assert "could not be announced" in caplog.text
