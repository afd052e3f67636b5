import asyncio
import json
from contextlib import suppress
from uuid import uuid4

import pytest
from channels.layers import get_channel_layer
from redis.exceptions import ConnectionError as RedisAwayError

from tests.factories import make_contest, make_voter
from tests.sockets import PATIENCE, asked, cast_all
from voting.live import Board, TallyHub, announce, hub, numbers_of

LONG = 3600.0


def numbers(size=0, cast=0, votes=0):
    return {
        "round": "spring",
        "size": size,
        "cast": cast,
        "sealed": size,
        "at": "2026-05-01T12:00:00Z",
        "tally": {"north": {"P01": votes}},
        "turnout": {"north": {"cast": cast, "sealed": size}},
    }


async def soon(coroutine):
    async with asyncio.timeout(PATIENCE):
        return await coroutine


async def read(board, seen):
    seen, text = await soon(board.newer(seen))
    return seen, json.loads(text)


async def test_whoever_comes_first_sees_everything():
    board = Board(numbers(10, 20, 5))
    assert (await read(board, 0))[1] == {"type": "snapshot", **numbers(10, 20, 5)}


async def test_who_holds_the_frame_before_is_sent_the_difference():
    board = Board(numbers(10, 20, 5))
    seen, _ = await read(board, 0)
    waiting = asyncio.create_task(read(board, seen))
    await asyncio.sleep(0)
    board.take(numbers(20, 30, 9))
    _, frame = await waiting
    assert (frame["type"], frame["prev"], frame["size"], frame["tally"]) == ("delta", 10, 20, {"north": {"P01": 9}})


async def test_who_missed_a_frame_is_sent_everything():
    board = Board(numbers(10, 20, 5))
    seen, _ = await read(board, 0)
    board.take(numbers(20, 30, 9))
    board.take(numbers(30, 40, 11))
    assert (await read(board, seen))[1] == {"type": "snapshot", **numbers(30, 40, 11)}


async def test_turnout_moves_at_most_once_a_second(monkeypatch):
    board = Board(numbers(0, 0))
    board.take(numbers(0, 1))
    step = board.step
    board.take(numbers(0, 2))
    assert board.step == step
    assert (await read(board, step))[1]["cast"] == 2


async def test_a_mix_does_not_wait_for_the_turnout():
    board = Board(numbers(0, 20))
    board.take(numbers(0, 21))
    board.take(numbers(10, 22, 4))
    assert json.loads(board.frame.text)["type"] == "delta"


async def test_numbers_that_did_not_move_are_no_frame():
    board = Board(numbers(10, 20))
    board.take(numbers(10, 20))
    assert board.step == 1


async def test_viewers_are_woken_in_bunches_and_none_is_left_out(monkeypatch):
    monkeypatch.setattr("voting.live.WAKE_AT_ONCE", 3)
    board = Board(numbers(0, 0))
    waiting = [asyncio.create_task(read(board, 1)) for _ in range(10)]
    await asyncio.sleep(0)
    board.take(numbers(10, 20, 1))
    assert {frame["type"] for _, frame in await soon(asyncio.gather(*waiting))} == {"delta"}


async def test_a_viewer_who_left_while_waiting_harms_nobody():
    board = Board(numbers(0, 0))
    gone = asyncio.create_task(board.newer(1))
    there = asyncio.create_task(read(board, 1))
    await asyncio.sleep(0)
    gone.cancel()
    with suppress(asyncio.CancelledError):
        await gone
    board.take(numbers(10, 20, 1))
    assert (await there)[1]["size"] == 10


@pytest.fixture
def contest(transactional_db):
    return make_contest(slug=f"spring-{uuid4().hex[:8]}")


@pytest.fixture
def only_snapshots(monkeypatch):
    """A hub that hears nothing and looks for nothing but the standing it reads with every snapshot."""
    monkeypatch.setattr("voting.live.SNAPSHOT_SECONDS", 0.2)
    monkeypatch.setattr("voting.live.LOOK_SECONDS", 0.1)

    async def same(_hub, _slug, _board):
        return False

    monkeypatch.setattr(TallyHub, "_has_moved", same)


async def test_a_snapshot_comes_again_though_nothing_moves(contest, only_snapshots):
    board = await hub().board(contest[0].slug)
    board.viewers = 1
    seen, first = await read(board, 0)
    _, again = await read(board, seen)
    assert again == first | {"at": again["at"]}


async def test_what_no_layer_told_comes_with_the_next_snapshot(contest, only_snapshots):
    board = await hub().board(contest[0].slug)
    board.viewers = 1
    await cast_all([await asked(make_voter)(*contest)], contest, ["P01"])
    seen, frame = await read(board, 0)
    while frame["cast"] != 1:
        seen, frame = await read(board, seen)


async def test_ballots_of_another_process_show_without_redis(contest, settings):
    settings.REDIS_URL = ""
    board = await hub().board(contest[0].slug)
    seen, _ = await read(board, 0)
    await cast_all([await asked(make_voter)(*contest)], contest, ["P01"])
    assert (await read(board, seen))[1]["cast"] == 1


async def test_what_is_announced_reaches_the_board(contest, monkeypatch):
    monkeypatch.setattr("voting.live.LOOK_SECONDS", LONG)
    board = await hub().board(contest[0].slug)
    moved = await asked(numbers_of)(contest[0]) | {"size": 10, "cast": 20}
    seen, frame = await read(board, 0)
    async with asyncio.timeout(PATIENCE):
        while frame["size"] != 10:
            await announce(moved)  # again, until the hub is a member of the layer
            with suppress(TimeoutError):
                async with asyncio.timeout(0.2):
                    seen, frame = await read(board, seen)
    assert (frame["type"], frame["cast"]) == ("delta", 20)


async def test_what_is_announced_late_is_ignored(contest, monkeypatch):
    monkeypatch.setattr("voting.live.LOOK_SECONDS", LONG)
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
    board.viewers = 1
    reads = []

    async def read_badly(slug):
        reads.append(slug)
        if len(reads) == 1:
            raise RuntimeError("away")
        return await asked(numbers_of)(contest[0]) | {"cast": 7}

    monkeypatch.setattr("voting.live._read", read_badly)
    seen, frame = await read(board, 0)
    while frame["cast"] != 7:
        seen, frame = await read(board, seen)
    assert "could not be read" in caplog.text


async def test_without_the_layer_the_round_is_watched_all_the_same(contest, only_snapshots, monkeypatch, caplog):
    async def fail(*_args):
        raise RedisAwayError

    watching = TallyHub()
    for act in ("new_channel", "group_add", "group_discard", "group_send"):
        monkeypatch.setattr(get_channel_layer(), act, fail)
    board = await watching.board(contest[0].slug)
    board.viewers = 1
    await announce(await asked(numbers_of)(contest[0]))
    await cast_all([await asked(make_voter)(*contest)], contest, ["P01"])
    seen, frame = await read(board, 0)
    while frame["cast"] != 1:
        seen, frame = await read(board, seen)
    assert "could not be announced" in caplog.text
